import * as host from '../../host/index.ts'
import type { Finding } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import { readScript } from './script.ts'
import { expand, type Word } from './word.ts'

/** Variables that name a file which a shell reads when it starts. */
const VARIABLES = [
  { name: 'BASH_ENV', shell: 'bash', isInteractive: false },
  { name: 'ENV', shell: 'an interactive sh', isInteractive: true },
] as const

/**
 * The files that BASH_ENV and ENV name. They are looked at whatever the command is: shells that it starts read them too.
 */
export function inspectVariables(scope: Scope): Finding[] {
  return VARIABLES.flatMap(({ name, shell, isInteractive }): Finding[] => {
    const value = scope.child(name)
    const paths = value ? expandPaths(value, scope) : []
    if (paths.length === 0) return []
    const assignments = paths.flatMap((path) => readScript(path, scope, { isInteractive }))
    return [{ kind: 'startup', shell, variable: name, remedy: null, assignments }]
  })
}

/** The shell expands the value, as it would inside double quotes; bash expands `~` too. */
function expandPaths(value: string, scope: Scope): string[] {
  const quoted = value.replace(/^~(?=\/)/, '$HOME').replaceAll('"', '\\"')
  const [statement] = readStatements(`: "${quoted}"`)
  const word = statement?.words[1]
  const text = (given: Word) => expand(given, (name) => scope.child(name) ?? '')
  const path = word ? text(word) : null
  if (path) return [host.resolvePath(scope.cwd, path)]
  // `$(echo ~/f.sh)`: a file that the command names.
  const commands = word?.parts.flatMap((part) => (part.kind === 'unknown' ? readStatements(part.source) : [])) ?? []
  return commands
    .flatMap(({ words }) => words.slice(1))
    .flatMap((given) => text(given) || [])
    .map((name) => host.resolvePath(scope.cwd, name))
    .filter((full) => scope.read(full) !== null)
}
