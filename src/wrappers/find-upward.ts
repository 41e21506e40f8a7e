import * as host from '../host/index.ts'
import type { Scope } from './scope.ts'

/** The nearest file of a name, from the working directory upward. */
export function findUpward(name: string, { cwd, read }: Scope): string | null {
  for (let folder = cwd; ; folder = host.dirname(folder)) {
    const path = host.joinPath(folder, name)
    if (read(path) !== null) return path
    if (host.dirname(folder) === folder) return null
  }
}
