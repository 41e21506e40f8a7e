import * as host from '../../host/index.ts'
import type { Scope } from '../scope.ts'

/** The directory that a script is in, which `cd` changes, and the file that is being read. */
export class ScriptFolder {
  readonly scope: Scope
  cwd: string
  /** Its full path; empty for the text of `bash -c`. */
  script: string
  #before: string
  readonly #outer: string[] = []

  constructor(scope: Scope, script = '') {
    this.scope = scope
    this.cwd = scope.cwd
    this.#before = scope.cwd
    this.script = script
  }

  /** `cd DIR`. @param path null if it is not known: the script stays */
  change(path: string | null): void {
    if (path === null) return
    const to = path === '-' ? this.#before : host.resolvePath(this.cwd, path)
    this.#before = this.cwd
    this.cwd = to
  }

  /** `(` and `pushd`. */
  enter(): void {
    this.#outer.push(this.cwd)
  }

  /** `)` and `popd`. */
  leave(): void {
    this.cwd = this.#outer.pop() ?? this.cwd
  }

  /** What an action changes ends with it. */
  within<Result>(act: () => Result): Result {
    const { cwd } = this
    const before = this.#before
    const result = act()
    this.cwd = cwd
    this.#before = before
    return result
  }

  has(path: string): boolean {
    try {
      return host.stat(host.resolvePath(this.cwd, path)) !== null
    } catch {
      return false
    }
  }
}
