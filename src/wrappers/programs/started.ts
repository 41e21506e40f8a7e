import * as host from '../../host/index.ts'
import type { Finding, Place } from '../finding.ts'
import { inFolder, type Scope } from '../scope.ts'
import { readCommands } from '../shell/commands.ts'
import { readScript } from '../shell/script.ts'
import type { Arguments } from '../shell/script-variables.ts'

/** A script may run another one, and a makefile. */
const MAX_DEPTH = 6

/**
 * What the commands of a script's text set for the programs that they start, and the Python files that they run.
 *
 * @param args the arguments of the script
 */
export function inspectCommands(
  program: string,
  text: string,
  at: Place,
  scope: Scope,
  args: Arguments = null,
): Finding[] {
  const { assignments, scripts, pythonFiles, programs } = readCommands(text, at, scope, args)
  const own: Finding[] = [
    { kind: 'sets', program, assignments: assignments.filter(({ path }) => path !== '') },
    ...(pythonFiles.length > 0 ? [{ kind: 'python', files: pythonFiles } as const] : []),
  ]
  if (scope.depth >= MAX_DEPTH) return own
  const inside = { ...scope, depth: scope.depth + 1 }
  for (const { words, cwd, line } of programs) {
    const place = { path: at.path, line }
    const changes = scope.inspect(words, inFolder(inside, cwd))
    own.push(...changes.map((found) => (found.kind === 'drops' && at.path !== '' ? { at: place, ...found } : found)))
  }
  const called = new Map(scripts.map((script) => [JSON.stringify(script), script])).values()
  return [...own, ...[...called].flatMap((script) => inspectScript(program, script.path, inside, script.args))]
}

/** A shell script that a program runs. */
export function inspectScript(program: string, path: string, scope: Scope, args: Arguments = null): Finding[] {
  const full = host.resolvePath(scope.cwd, path)
  const text = scope.read(full)
  if (text === null) return []
  const assignments = readScript(full, scope, { isInteractive: false, args })
  const at = { path: full, line: 1 }
  return [{ kind: 'sets', program, assignments }, ...inspectCommands(program, text, at, scope, args)]
}
