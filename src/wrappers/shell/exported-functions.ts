import type { Environment } from '../../model/source.ts'
import type { Finding } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readCommands } from './commands.ts'
import { functionName } from './function-name.ts'
import { readScriptText } from './script.ts'

const BODY = /^\(\)\s*\{(.*)\}\s*$/s

/** Functions of the shell with the name of such a program: every bash that the command starts runs the function instead. */
export function inspectFunctions(parent: Environment, scope: Scope): Finding[] {
  return Object.keys(parent).flatMap((variable): Finding[] => {
    const name = functionName(variable)
    if (name === null) return []
    const body = BODY.exec(scope.child(variable) ?? '')?.[1]
    if (body === undefined) return []
    const exported = readScriptText(body, scope, { isInteractive: false })
    const { assignments } = readCommands(body, { path: '', line: 1 }, scope)
    return [{ kind: 'function', name, variable, assignments: [...exported, ...assignments] }]
  })
}
