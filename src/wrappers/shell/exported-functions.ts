import type { Environment } from '../../model/source.ts'
import type { Finding } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readCommands } from './commands.ts'
import { isPython } from './python.ts'
import { readScriptText } from './script.ts'

/** Functions that bash exports, and their names. */
const VARIABLE = /^BASH_FUNC_(.+)(?:%%|\(\))$/
const BODY = /^\(\)\s*\{(.*)\}\s*$/s
/** Programs that start Python. */
const STARTER = /^(?:uvx?|poetry|pipenv|pdm|hatch|conda|mamba|make)$/

/**
 * Functions of the shell that have the name of such a program: every bash that the command starts runs the function
 * instead. Those with a name of their own, as Lmod's `module`, do nothing until a script calls them.
 */
export function inspectFunctions(parent: Environment, scope: Scope): Finding[] {
  return Object.keys(parent).flatMap((variable): Finding[] => {
    const name = VARIABLE.exec(variable)?.[1]
    if (name === undefined || !(isPython(name) || STARTER.test(name))) return []
    const body = BODY.exec(scope.child(variable) ?? '')?.[1]
    if (body === undefined) return []
    const exported = readScriptText(body, scope, { isInteractive: false })
    const { assignments } = readCommands(body, { path: '', line: 1 }, scope)
    return [{ kind: 'function', name, variable, assignments: [...exported, ...assignments] }]
  })
}
