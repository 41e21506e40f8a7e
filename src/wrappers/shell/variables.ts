import { host } from '../../host/index.ts'
import type { Finding } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import { readScript } from './script.ts'
import { expand } from './word.ts'

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
    const path = value ? expandPath(value, scope) : null
    if (path === null) return []
    const assignments = readScript(path, scope, { isInteractive })
    return [{ kind: 'startup', shell, variable: name, remedy: null, assignments }]
  })
}

/** The shell expands the value, as it would inside double quotes; bash expands `~` too. */
function expandPath(value: string, scope: Scope): string | null {
  const quoted = value.replace(/^~(?=\/)/, '$HOME').replaceAll('"', '\\"')
  const [statement] = readStatements(`: "${quoted}"`)
  const word = statement?.words[1]
  const path = word ? expand(word, (name) => scope.child(name) ?? '') : null
  return path ? host.resolvePath(scope.cwd, path) : null
}
