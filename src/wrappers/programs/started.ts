import { host } from '../../host/index.ts'
import type { Finding } from '../finding.ts'
import { inFolder, type Scope } from '../scope.ts'
import { readCommands } from '../shell/commands.ts'
import { readScript } from '../shell/script.ts'
import type { Arguments } from '../shell/script-variables.ts'

/** A script may run another one. */
const MAX_DEPTH = 3

interface Caller {
  /** How many scripts call this one. */
  readonly depth?: number
  /** The arguments of the script. */
  readonly args?: Arguments
}

/** What the commands of a script's text set for the programs that they start, and the Python files that they run. */
export function inspectCommands(
  program: string,
  text: string,
  at: { path: string; line: number },
  scope: Scope,
  { depth = 0, args = null }: Caller = {},
): Finding[] {
  const { assignments, scripts, pythonFiles, programs } = readCommands(text, at, scope, args)
  const own: Finding[] = [
    { kind: 'sets', program, assignments: assignments.filter(({ path }) => path !== '') },
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
  const called = new Map(scripts.map((script) => [JSON.stringify(script), script])).values()
  return [
    ...own,
    ...[...called].flatMap((script) => inspectScript(program, script.path, scope, { ...script, depth: depth + 1 })),
  ]
}

/** A shell script that a program runs. */
export function inspectScript(program: string, path: string, scope: Scope, caller: Caller = {}): Finding[] {
  const full = host.resolvePath(scope.cwd, path)
  const text = scope.read(full)
  if (text === null) return []
  const assignments = readScript(full, scope, { isInteractive: false, args: caller.args ?? null })
  const at = { path: full, line: 1 }
  return [{ kind: 'sets', program, assignments }, ...inspectCommands(program, text, at, scope, caller)]
}
