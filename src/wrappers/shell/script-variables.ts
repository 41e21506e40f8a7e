import type { Assignment, Place } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { expand, type Part, toAssignment, type Word } from './word.ts'

/** The variables of a script, and which of them it exports. */
export class ScriptVariables {
  readonly #scope: Scope
  readonly #values = new Map<string, Assignment>()
  readonly #exported = new Set<string>()
  #exportsAll = false

  constructor(scope: Scope) {
    this.#scope = scope
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
  assignDefault(part: Part, at: Place): void {
    if (part.kind !== 'variable' || !part.assigns || this.#scope.child(part.name)) return
    this.set(part.name, part.otherwise, at)
  }

  export(name: string): void {
    this.#exported.add(name)
  }

  unset(name: string, { path, line }: Place): void {
    this.#exported.delete(name)
    this.#values.set(name, { name, value: undefined, path, line })
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
    const own = this.#values.get(name)
    return own ? own.value : this.#scope.child(name)
  }

  /** The text of a word; null if it is not known. */
  text(word: Word): string | null {
    return expand(word, (name) => (/^[A-Za-z_]/.test(name) ? this.valueOf(name) : null))
  }
}
