import * as host from '../../host/index.ts'
import type { Assignment, Place } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { envrcFile } from './envrc.ts'
import { closing, Functions } from './functions.ts'
import { readStatements } from './lexer.ts'
import { type Loop, Loops } from './loops.ts'
import { moveTo } from './move.ts'
import { isOutput, NamedFiles } from './named-files.ts'
import { assignedNames } from './output.ts'
import { ScriptFolder } from './script-folder.ts'
import type { ScriptOptions } from './script-options.ts'
import { ScriptVariables } from './script-variables.ts'
import { sourcedStatements } from './sourced.ts'
import type { Statement } from './statement.ts'
import { expand, isAssignment, leading, NO_WORD, toAssignment, type Word } from './word.ts'

/** Files that include each other end here. */
const MAX_FILES = 64
const MAX_CALLS = 64
/** Lines between a test for an interactive shell and the `return` that depends on it. */
const GUARD_LINES = 6

/** What a script of the Bourne family leaves in the environment, as far as that is known without running it. */
export function readScript(path: string, scope: Scope, options: ScriptOptions): Assignment[] {
  const script = new Script(scope, options)
  script.source(path)
  return script.result()
}

/** The same for a script's text, as `bash -c` has it. */
export function readScriptText(text: string, scope: Scope, options: ScriptOptions): Assignment[] {
  const script = new Script(scope, options)
  script.run(readStatements(text), '')
  return script.result()
}

class Script {
  readonly #scope: Scope
  readonly #options: ScriptOptions
  readonly #folder: ScriptFolder
  readonly #variables: ScriptVariables
  readonly #files: NamedFiles
  readonly #loops: Loops
  readonly #functions = new Functions()
  #count = 0
  /** The files that are being read: one that includes itself adds nothing. */
  readonly #open = new Set<string>()
  #calls = 0
  #guardLine = Number.NEGATIVE_INFINITY

  constructor(scope: Scope, options: ScriptOptions) {
    this.#scope = scope
    this.#options = options
    this.#folder = new ScriptFolder(scope)
    this.#variables = new ScriptVariables(this.#folder, options.args)
    this.#files = new NamedFiles(this.#folder, this.#variables)
    this.#loops = new Loops(this.#folder, this.#variables, this.#files)
  }

  result(): Assignment[] {
    return this.#variables.result()
  }

  source(path: string): void {
    const full = host.resolvePath(this.#scope.cwd, path)
    if (this.#open.has(full) || ++this.#count > MAX_FILES) return
    const text = this.#scope.read(full)
    if (text === null) return
    this.#open.add(full)
    const { script } = this.#folder
    this.#folder.script = full
    this.#guardLine = Number.NEGATIVE_INFINITY
    this.run(sourcedStatements(this.#scope, text), full)
    this.#guardLine = Number.NEGATIVE_INFINITY
    this.#folder.script = script
    this.#open.delete(full)
  }

  run(statements: readonly Statement[], path: string): void {
    for (let at = 0; at < statements.length; at++) {
      const statement = statements[at]
      if (!statement) return
      const { kind, words } = statement
      // What a subshell sets ends with it.
      if (kind === '(') at = closing(statements, at, '(', ')')
      else if (kind === 'function') at = this.#functions.define(statements, at, words.at(-1))
      else if (kind === 'command' && leading(words[0] ?? NO_WORD) === 'function')
        at = this.#functions.define(statements, at, words[1])
      else if (kind === 'command') {
        this.#loops.bindRead(statements, at, path)
        if (this.#command(statement, path) === 'return') return
      }
    }
  }

  #command({ words, line, input }: Statement, path: string): 'return' | undefined {
    if (words.some(({ parts }) => parts.some((part) => part.kind === 'variable' && /^(?:-|PS1)$/.test(part.name)))) {
      this.#guardLine = line
    }
    const start = words.findIndex((word) => !isAssignment(word))
    const at = { path, line }
    if (start === -1) {
      for (const word of words) this.#variables.assignWord(word, at)
      return undefined
    }
    const [name, ...args] = [leading(words[start] ?? NO_WORD), ...words.slice(start + 1)]
    switch (name) {
      case ':':
        this.#variables.assignDefaults(args, at)
        return undefined
      case 'return':
      case 'exit':
        // For interactive shells only: the rest is not for this one.
        return !this.#options.isInteractive && line - this.#guardLine <= GUARD_LINES ? 'return' : undefined
      case 'export':
      case 'declare':
      case 'typeset':
      case 'readonly':
        this.#declare(name, args, at)
        return undefined
      case 'set':
      case 'setopt':
        this.#variables.setOption(args.map((arg) => leading(arg)))
        return undefined
      case 'unset':
        this.#variables.unset(args, at)
        return undefined
      case '.':
      case 'source':
        if (input && args[0] && this.#variables.text(args[0]) === '/dev/stdin') this.#sourceOutput(input, at)
        else this.#include(args[0], at)
        return undefined
      case 'eval':
        this.#evaluate(args, at)
        return undefined
      case 'for':
        this.#loops.bindFor(args, path)
        return undefined
      case 'printf':
        this.#variables.print(args, at)
        return undefined
      case 'shift':
        this.#variables.shift()
        return undefined
      default:
        if (!moveTo(this.#folder, name, args, this.#variables, true)) this.#call(name, args, at)
        return undefined
    }
  }

  #declare(name: string, args: readonly Word[], at: Place): void {
    const flags = args.map(leading).filter((text) => /^[-+]\w/.test(text))
    if (flags.some((flag) => /^-\w*[fpn]/.test(flag))) return
    const exports = name === 'export' || flags.some((flag) => /^-\w*x/.test(flag))
    for (const arg of args) {
      const assigned = toAssignment(arg)
      const loop = assigned ? undefined : this.#loops.of(arg)
      if (loop) {
        if (exports) this.#variables.withExports(true, () => this.#sourceLoop(loop, at.path))
        continue
      }
      const variable = assigned?.name ?? this.#variables.text(arg)
      if (assigned) this.#variables.assignWord(arg, at)
      // `export $(grep -v '^#' .env | xargs)`.
      else if (exports && variable === null) this.#variables.withExports(true, () => this.#sourceOutput(arg, at))
      if (exports && variable !== null) this.#variables.export(variable)
    }
  }

  /** `eval "$(cat F)"`, `eval 'export NAME=value'`. */
  #evaluate(args: readonly Word[], at: Place): void {
    if (++this.#calls > MAX_CALLS) return
    const texts = args.map((arg) => this.#variables.text(arg))
    const loops = args.flatMap((arg) => this.#loops.of(arg) ?? [])
    const exports = args.some(({ parts }) => parts.some((part) => part.kind === 'text' && /\bexport\b/.test(part.text)))
    if (loops.length > 0) {
      const act = () => {
        for (const loop of loops) this.#sourceLoop(loop, at.path)
      }
      this.#variables.withExports(exports, act)
    } else if (!texts.includes(null)) {
      this.run(
        readStatements(texts.join(' ')).map((statement) => ({ ...statement, line: at.line })),
        at.path,
      )
    } else {
      const act = () => {
        for (const arg of args) this.#sourceOutput(arg, at)
      }
      this.#variables.withExports(exports, act)
    }
  }

  /** Reads the files that a command in a word prints, and takes what else it is known to print. */
  #sourceOutput({ parts }: Word, at: Place): void {
    for (const part of parts) {
      if (part.kind !== 'unknown') continue
      const files = this.#files.printed(part.source, at.path)
      const act = () => {
        for (const file of files) this.source(file)
      }
      this.#variables.withExports(/\bexport\b/.test(part.source), act)
      if (files.length > 0) continue
      for (const name of assignedNames(part.source)) {
        this.#variables.assign(name, null, at)
        if (/\bexport\b|export-credentials|\bexport=/.test(part.source)) this.#variables.export(name)
      }
    }
  }

  #sourceLoop({ files, values }: Loop, path: string): void {
    for (const file of files) this.source(file)
    if (values.length > 0) this.run(readStatements(values.join('\n')), path)
  }

  #call(name: string, args: readonly Word[], at: Place): void {
    const body = this.#functions.get(name)
    if (body && ++this.#calls <= MAX_CALLS) {
      this.#variables.withArguments(args, () => this.run(body, at.path))
      return
    }
    if (!this.#options.isEnvrc) return
    const given = args[0] ? this.#variables.text(args[0]) : null
    const file = envrcFile(name, given, at.path)
    if (file) this.#variables.withExports(file.exports, () => this.source(file.path))
  }

  #include(file: Word | undefined, at: Place): void {
    if (!file) return
    const { path } = at
    const loop = this.#loops.of(file)
    if (loop) {
      for (const value of loop.values) {
        const full = expand(file, (name) =>
          this.#loops.get(name) === loop ? value : (this.#variables.valueOf(name) ?? this.#scope.child(name)),
        )
        if (full !== null) this.source(this.#files.near(full))
      }
      return
    }
    const named = this.#files.file(file, path)
    if (named !== null) this.source(named)
    else if (isOutput(file)) this.#sourceOutput(file, at)
  }
}
