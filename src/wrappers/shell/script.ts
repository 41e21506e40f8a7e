import { host } from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import { expandPattern } from '../pattern.ts'
import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import { assignedNames, printedWords } from './output.ts'
import type { Statement } from './statement.ts'
import { expand, leading, type Part, toAssignment, type Word } from './word.ts'

/** Files that include each other end here. */
const MAX_FILES = 64
const MAX_CALLS = 64
/** Lines between a test for an interactive shell and the `return` that depends on it. */
const GUARD_LINES = 6

export interface ScriptOptions {
  readonly isInteractive: boolean
  /** Whether `dotenv` and `source_env` are commands, as in an .envrc. */
  readonly isEnvrc?: boolean
}

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
  readonly #values = new Map<string, Assignment>()
  readonly #exported = new Set<string>()
  readonly #functions = new Map<string, readonly Statement[]>()
  /** The variables of loops, by name. */
  readonly #loops = new Map<string, Loop>()
  #exportsAll = false
  #files = 0
  /** The files that are being read: one that includes itself adds nothing. */
  readonly #open = new Set<string>()
  #calls = 0
  #guardLine = Number.NEGATIVE_INFINITY

  constructor(scope: Scope, options: ScriptOptions) {
    this.#scope = scope
    this.#options = options
  }

  result(): Assignment[] {
    return [...this.#values.values()].filter(
      ({ name }) => this.#exported.has(name) || this.#scope.child(name) !== undefined,
    )
  }

  source(path: string): void {
    const full = host.resolvePath(this.#scope.cwd, path)
    if (this.#open.has(full) || ++this.#files > MAX_FILES) return
    const text = this.#scope.read(full)
    if (text === null) return
    this.#open.add(full)
    this.#guardLine = Number.NEGATIVE_INFINITY
    this.run(readStatements(text), full)
    this.#guardLine = Number.NEGATIVE_INFINITY
    this.#open.delete(full)
  }

  run(statements: readonly Statement[], path: string): void {
    for (let at = 0; at < statements.length; at++) {
      const statement = statements[at]
      if (!statement) return
      const { kind, words } = statement
      // What a subshell sets ends with it.
      if (kind === '(') at = closing(statements, at, '(', ')')
      else if (kind === 'function') at = this.#define(statements, at, words.at(-1))
      else if (kind === 'command' && leading(words[0] ?? NO_WORD) === 'function')
        at = this.#define(statements, at, words[1])
      else if (kind === 'command') {
        this.#bindRead(statements, at, path)
        if (this.#command(statement, path) === 'return') return
      }
    }
  }

  #define(statements: readonly Statement[], at: number, name: Word | undefined): number {
    let open = at + 1
    while (statements[open]?.kind === 'function') open++
    if (statements[open]?.kind !== '{') return open - 1
    const end = closing(statements, open, '{', '}')
    if (name) this.#functions.set(leading(name), statements.slice(open + 1, end))
    return end
  }

  #command({ words, line, input }: Statement, path: string): 'return' | undefined {
    if (words.some(({ parts }) => parts.some((part) => part.kind === 'variable' && /^(?:-|PS1)$/.test(part.name)))) {
      this.#guardLine = line
    }
    const start = words.findIndex((word) => !toAssignment(word))
    const at = { path, line }
    if (start === -1) {
      for (const word of words) this.#assign(word, at)
      return undefined
    }
    const [name, ...args] = [leading(words[start] ?? NO_WORD), ...words.slice(start + 1)]
    switch (name) {
      case ':':
        for (const { parts } of args) for (const part of parts) this.#assignDefault(part, at)
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
        this.#setOption(args.map((arg) => leading(arg)))
        return undefined
      case 'unset':
        for (const arg of args) this.#unset(this.#text(arg), at)
        return undefined
      case '.':
      case 'source':
        if (input && args[0] && this.#text(args[0]) === '/dev/stdin') this.#sourceOutput(input, at)
        else this.#include(args[0], at)
        return undefined
      case 'eval':
        this.#evaluate(args, at)
        return undefined
      case 'for':
        this.#bindLoop(args, path)
        return undefined
      case 'printf':
        this.#printInto(args, at)
        return undefined
      default:
        this.#call(name, args, at)
        return undefined
    }
  }

  #declare(name: string, args: readonly Word[], at: Place): void {
    const flags = args.map(leading).filter((text) => /^[-+]\w/.test(text))
    if (flags.some((flag) => /^-\w*[fpn]/.test(flag))) return
    const exports = name === 'export' || flags.some((flag) => /^-\w*x/.test(flag))
    for (const arg of args) {
      const assigned = toAssignment(arg)
      const loop = assigned ? undefined : this.#loopOf(arg)
      if (loop) {
        if (exports) this.#allExported(() => this.#sourceLoop(loop, at.path))
        continue
      }
      const variable = assigned?.name ?? this.#text(arg)
      if (assigned) this.#assign(arg, at)
      // `export $(grep -v '^#' .env | xargs)`.
      else if (exports && variable === null) this.#allExported(() => this.#sourceOutput(arg, at))
      if (exports && variable !== null) this.#exported.add(variable)
    }
  }

  /** `eval "$(cat F)"`, `eval 'export NAME=value'`. */
  #evaluate(args: readonly Word[], at: Place): void {
    if (++this.#calls > MAX_CALLS) return
    const texts = args.map((arg) => this.#text(arg))
    const loops = args.flatMap((arg) => this.#loopOf(arg) ?? [])
    const exports = args.some(({ parts }) => parts.some((part) => part.kind === 'text' && /\bexport\b/.test(part.text)))
    if (loops.length > 0) {
      const act = () => {
        for (const loop of loops) this.#sourceLoop(loop, at.path)
      }
      this.#act(act, exports)
    } else if (!texts.includes(null)) {
      this.run(
        readStatements(texts.join(' ')).map((statement) => ({ ...statement, line: at.line })),
        at.path,
      )
    } else {
      const act = () => {
        for (const arg of args) this.#sourceOutput(arg, at)
      }
      this.#act(act, exports)
    }
  }

  /** Reads the files that a command in a word prints, and takes what else it is known to print. */
  #sourceOutput({ parts }: Word, at: Place): void {
    for (const part of parts) {
      if (part.kind !== 'unknown') continue
      const files = this.#printedFiles(part.source, at.path)
      const act = () => {
        for (const file of files) this.source(file)
      }
      this.#act(act, /\bexport\b/.test(part.source))
      if (files.length > 0) continue
      for (const name of assignedNames(part.source)) {
        this.#values.set(name, { name, value: null, ...at })
        if (this.#exportsAll || /\bexport\b|export-credentials|\bexport=/.test(part.source)) this.#exported.add(name)
      }
    }
  }

  #printedFiles(source: string, path: string, depth = 0): string[] {
    return printedWords(source).flatMap((word) => {
      const text = this.#text(word)
      if (text === null) {
        const inner = word.parts.flatMap((part) => (part.kind === 'unknown' ? part.source : []))
        return depth < 2 ? inner.flatMap((command) => this.#printedFiles(command, path, depth + 1)) : []
      }
      const full = text === '' || text.startsWith('-') ? null : this.#near(text, path)
      return full !== null && this.#scope.read(full) !== null ? [full] : []
    })
  }

  /** `for NAME in dir/*.sh`, `for NAME in $(cat F)`. */
  #bindLoop([name, , ...items]: readonly Word[], path: string): void {
    if (!name) return
    const files: string[] = []
    const values: string[] = []
    for (const item of items) {
      const text = this.#text(item)
      if (text !== null) values.push(...text.split(/\s+/).flatMap((word) => expandPattern(word, this.#scope.cwd)))
      for (const part of item.parts) if (part.kind === 'unknown') files.push(...this.#printedFiles(part.source, path))
    }
    this.#loops.set(leading(name), { files, values })
  }

  /** `while read -r LINE; do …; done <F`; a variable that is read otherwise has an unknown value. */
  #bindRead(statements: readonly Statement[], at: number, path: string): void {
    const { words = [], line = 0, input } = statements[at] ?? {}
    const start = words.findIndex((word) => !toAssignment(word))
    if (start === -1 || leading(words[start] ?? NO_WORD) !== 'read') return
    const names = words.slice(start + 1).flatMap((word) => (/^[A-Za-z_]\w*$/.test(leading(word)) ? leading(word) : []))
    const end = input
      ? undefined
      : statements.slice(at, at + MAX_LOOP).find(({ words: [first] }) => first && leading(first) === 'done')
    if (!end?.input) {
      for (const name of names) this.#values.set(name, { name, value: null, path, line })
      return
    }
    const text = this.#text(end.input)
    const own = text === null ? [] : [this.#near(text, path)]
    const printed = end.input.parts.flatMap((part) =>
      part.kind === 'unknown' ? this.#printedFiles(part.source, path) : [],
    )
    for (const name of names) this.#loops.set(name, { files: [...own, ...printed], values: [] })
  }

  /** The loop whose variable a word begins with. */
  #loopOf({ parts }: Word): Loop | undefined {
    for (const part of parts) {
      const name =
        part.kind === 'variable' ? part.name : part.kind === 'unknown' ? LOOP_NAME.exec(part.source)?.[1] : ''
      const loop = name ? this.#loops.get(name) : undefined
      if (loop) return loop
    }
    return undefined
  }

  #sourceLoop({ files, values }: Loop, path: string): void {
    for (const file of files) this.source(file)
    if (values.length > 0) this.run(readStatements(values.join('\n')), path)
  }

  /** `printf -v NAME value`. */
  #printInto(args: readonly Word[], { path, line }: Place): void {
    const option = args.findIndex((arg) => leading(arg) === '-v')
    const name = option === -1 ? null : this.#text(args[option + 1] ?? NO_WORD)
    if (!name) return
    const [format, ...values] = args.slice(option + 2).map((arg) => this.#text(arg))
    const first = values[0] ?? null
    const value = format === '%s' && values.length === 1 ? first : format && !/[%\\]/.test(format) ? format : null
    this.#values.set(name, { name, value, path, line })
    if (this.#exportsAll) this.#exported.add(name)
  }

  #act(act: () => void, exports: boolean): void {
    if (exports) this.#allExported(act)
    else act()
  }

  #allExported(act: () => void): void {
    const before = this.#exportsAll
    this.#exportsAll = true
    act()
    this.#exportsAll = before
  }

  #setOption(args: readonly string[]): void {
    if (args.some((arg) => /^-\w*a/.test(arg)) || (!args.includes('+o') && args.includes('allexport')))
      this.#exportsAll = true
    else if (args.some((arg) => /^\+\w*a/.test(arg)) || args.includes('allexport')) this.#exportsAll = false
  }

  #unset(name: string | null, { path, line }: Place): void {
    if (name === null) return
    this.#exported.delete(name)
    this.#values.set(name, { name, value: undefined, path, line })
  }

  #call(name: string, args: readonly Word[], at: Place): void {
    const body = this.#functions.get(name)
    if (body && ++this.#calls <= MAX_CALLS) {
      this.run(body, at.path)
      return
    }
    if (!this.#options.isEnvrc) return
    const given = args[0] ? this.#text(args[0]) : null
    const folder = host.dirname(at.path)
    if (/^dotenv(?:_if_exists)?$/.test(name)) {
      const file = host.resolvePath(folder, given ?? '.env')
      this.#allExported(() => this.source(file))
    } else if (/^source_env(?:_if_exists)?$/.test(name) && given !== null) {
      this.source(host.resolvePath(folder, given))
    }
  }

  #include(file: Word | undefined, at: Place): void {
    if (!file) return
    const { path } = at
    const loop = this.#loopOf(file)
    if (loop) {
      for (const value of loop.values) {
        const full = expand(file, (name) =>
          this.#loops.get(name) === loop ? value : (this.#values.get(name)?.value ?? this.#scope.child(name)),
        )
        if (full !== null) this.source(this.#near(full, path))
      }
      return
    }
    const known = this.#text(file)
    if (known !== null) {
      this.source(this.#near(known, path))
      return
    }
    // Relative to the script itself: "$(dirname "$0")/env.sh", "${BASH_SOURCE%/*}/env.sh".
    const [first, second] = file.parts.filter((part) => part.kind !== 'text' || part.text !== '')
    if (first?.kind !== 'unknown') return
    if (second?.kind === 'text' && /\$0|BASH_SOURCE/.test(first.source)) {
      this.source(host.joinPath(host.dirname(path), second.text))
    } else if (!second) this.#sourceOutput(file, at)
  }

  /** A file that a script names, as a full path. */
  #near(file: string, path: string): string {
    const { cwd, home } = this.#scope
    return host.resolvePath(cwd, path === '' ? '' : cwd, file.replace(/^~(?=\/)/, home))
  }

  #assign(word: Word, { path, line }: Place): void {
    const assigned = toAssignment(word)
    if (!assigned) return
    const { name, value, appends } = assigned
    this.#values.set(name, { name, value: appends ? null : this.#text(value), path, line })
    if (this.#exportsAll) this.#exported.add(name)
  }

  #assignDefault(part: Part, { path, line }: Place): void {
    if (part.kind !== 'variable' || !part.assigns || this.#scope.child(part.name)) return
    this.#values.set(part.name, { name: part.name, value: part.otherwise, path, line })
  }

  #text(word: Word): string | null {
    return expand(word, (name) => {
      if (!/^[A-Za-z_]/.test(name)) return null
      const own = this.#values.get(name)
      return own ? own.value : this.#scope.child(name)
    })
  }
}

/** What the variable of a loop can be. */
interface Loop {
  /** Files whose lines it is. */
  readonly files: readonly string[]
  readonly values: readonly string[]
}

/** Commands of a loop that are looked through for its end. */
const MAX_LOOP = 64
/** The variable in `${NAME?}`, `${NAME%%=*}`. */
const LOOP_NAME = /^!?([A-Za-z_]\w*)(?=[^\w\s]|$)/

interface Place {
  readonly path: string
  readonly line: number
}

const NO_WORD: Word = { parts: [] }

/** The position of the bracket that closes the one at a position. */
function closing(statements: readonly Statement[], open: number, left: string, right: string): number {
  let depth = 0
  for (let at = open; at < statements.length; at++) {
    if (statements[at]?.kind === left) depth++
    else if (statements[at]?.kind === right && --depth === 0) return at
  }
  return statements.length
}
