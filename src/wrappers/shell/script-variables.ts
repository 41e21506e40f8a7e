import type { Assignment, Place } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { knownOutput } from './known-output.ts'
import { printedInto } from './printf.ts'
import type { ScriptFolder } from './script-folder.ts'
import { expand, type Part, toAssignment, type Word } from './word.ts'

/** A script's or a function's arguments; null for what is not known. */
export type Arguments = readonly (string | null)[] | null

/** Commands in commands that are looked at. */
const MAX_DEPTH = 4

/** The variables of a script, and which of them it exports. */
export class ScriptVariables {
  readonly #scope: Scope
  readonly #folder: ScriptFolder
  readonly #values = new Map<string, Assignment>()
  readonly #exported = new Set<string>()
  #exportsAll = false
  /** `$1` and so on; null if they are not known. */
  #args: Arguments
  #depth = 0

  constructor(folder: ScriptFolder, args: Arguments = null) {
    this.#scope = folder.scope
    this.#folder = folder
    this.#args = args
  }

  /** What reaches the programs that the script starts. */
  result(): Assignment[] {
    return [...this.#values.values()].filter(
      ({ name }) => this.#exported.has(name) || this.#scope.child(name) !== undefined,
    )
  }

  /** Gives a variable a value; null if it is not known. */
  set(name: string, value: string | null, { path, line }: Place): void {
    this.#values.set(name, { name, value, path, line })
  }

  /** The same, by a command that `set -a` is about. */
  assign(name: string, value: string | null, at: Place): void {
    this.set(name, value, at)
    if (this.#exportsAll) this.#exported.add(name)
  }

  /** `NAME=value`. */
  assignWord(word: Word, at: Place): void {
    const assigned = toAssignment(word)
    if (!assigned) return
    const { name, value, appends } = assigned
    this.assign(name, appends ? null : this.text(value), at)
  }

  /** `${NAME:=value}`. */
  assignDefaults(words: readonly Word[], at: Place): void {
    for (const part of words.flatMap(({ parts }): readonly Part[] => parts)) {
      if (part.kind !== 'variable' || !part.assigns || this.#scope.child(part.name)) continue
      this.set(part.name, part.otherwise, at)
    }
  }

  /** `printf -v NAME FORMAT VALUE`. */
  print(args: readonly Word[], at: Place): void {
    const printed = printedInto(args, (arg) => this.text(arg))
    if (printed) this.assign(printed.name, printed.value, at)
  }

  export(name: string): void {
    this.#exported.add(name)
  }

  unset(words: readonly Word[], { path, line }: Place): void {
    for (const name of words.flatMap((word) => this.text(word) ?? [])) {
      this.#exported.delete(name)
      this.#values.set(name, { name, value: undefined, path, line })
    }
  }

  /** The body of a function has the words behind its name as its arguments. */
  withArguments(args: readonly Word[], act: () => void): void {
    const before = this.#args
    this.#args = args.map((word) => this.text(word))
    act()
    this.#args = before
  }

  shift(): void {
    this.#args = this.#args?.slice(1) ?? null
  }

  /** What an action assigns is exported, if so asked. */
  withExports(exports: boolean, act: () => void): void {
    const before = this.#exportsAll
    this.#exportsAll ||= exports
    act()
    if (exports) this.#exportsAll = before
  }

  /** `set -a`, `set +o allexport`. */
  setOption(args: readonly string[]): void {
    if (args.some((arg) => /^-\w*a/.test(arg)) || (!args.includes('+o') && args.includes('allexport')))
      this.#exportsAll = true
    else if (args.some((arg) => /^\+\w*a/.test(arg)) || args.includes('allexport')) this.#exportsAll = false
  }

  /** A variable's value; null if it is not known. */
  valueOf(name: string): string | null | undefined {
    if (!/^[A-Za-z_]/.test(name)) return this.#argument(name)
    if (name === 'PWD') return this.#folder.cwd
    if (name === 'BASH_SOURCE') return this.#folder.script || null
    const own = this.#values.get(name)
    return own ? own.value : this.#scope.child(name)
  }

  /** The text of a word; null if it is not known. */
  text(word: Word): string | null {
    return expand(
      word,
      (name) => this.valueOf(name),
      (source) => this.#output(source),
    )
  }

  #argument(name: string): string | null | undefined {
    if (name === '0') return this.#folder.script || null
    return /^\d/.test(name) && this.#args ? this.#args[Number(name) - 1] : null
  }

  #output(source: string): string | null {
    if (this.#depth >= MAX_DEPTH) return null
    this.#depth++
    const found = knownOutput(
      source,
      this.#folder,
      (word) => this.text(word),
      (name) => this.valueOf(name),
    )
    this.#depth--
    return found
  }
}
