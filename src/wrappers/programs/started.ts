import { host } from '../../host/index.ts'
import type { Finding } from '../finding.ts'
import { inFolder, type Scope } from '../scope.ts'
import { readCommands } from '../shell/commands.ts'
import { readScript } from '../shell/script.ts'

/** A script may run another one. */
const MAX_DEPTH = 3

/** What the commands of a script's text set for the programs that they start, and the Python files that they run. */
export function inspectCommands(
  program: string,
  text: string,
  at: { path: string; line: number },
  scope: Scope,
  depth = 0,
): Finding[] {
  const { assignments, scripts, pythonFiles, programs } = readCommands(text, at, scope)
  const own: Finding[] = [
    ...(at.path === '' ? [] : [{ kind: 'sets', program, assignments } as const]),
    ...(pythonFiles.length > 0 ? [{ kind: 'python', files: pythonFiles } as const] : []),
  ]
  if (scope.depth < MAX_DEPTH) {
    for (const { words, cwd, line } of programs) {
      const inside = scope.inspect(words, { ...inFolder(scope, cwd), depth: scope.depth + 1 })
      const place = { path: at.path, line }
      own.push(...inside.map((found) => (found.kind === 'drops' && at.path !== '' ? { at: place, ...found } : found)))
    }
  }
  if (depth >= MAX_DEPTH) return own
  return [...own, ...[...new Set(scripts)].flatMap((path) => inspectScript(program, path, scope, depth + 1))]
}

/** A shell script that a program runs. */
export function inspectScript(program: string, path: string, scope: Scope, depth = 0): Finding[] {
  const full = host.resolvePath(scope.cwd, path)
  const text = scope.read(full)
  if (text === null) return []
  const assignments = readScript(full, scope, { isInteractive: false })
  const at = { path: full, line: 1 }
  return [{ kind: 'sets', program, assignments }, ...inspectCommands(program, text, at, scope, depth)]
}
