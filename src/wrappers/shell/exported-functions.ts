import type { Environment } from '../../model/source.ts'
import type { Assignment, Finding } from '../finding.ts'
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
    const assignments = bodyAssignments(variable, scope)
    return assignments.length > 0 ? [{ kind: 'function', name, variable, isCalled: false, assignments }] : []
  })
}

/** A function with a name of its own that a command in a script or in the text of a shell calls. */
export function inspectCalledFunction(name: string, scope: Scope): Finding[] {
  const variable = [`BASH_FUNC_${name}%%`, `BASH_FUNC_${name}()`].find((one) => scope.child(one) !== undefined)
  if (variable === undefined || functionName(variable) !== null) return []
  const assignments = bodyAssignments(variable, scope)
  return assignments.length > 0 ? [{ kind: 'function', name, variable, isCalled: true, assignments }] : []
}

function bodyAssignments(variable: string, scope: Scope): Assignment[] {
  const body = BODY.exec(scope.child(variable) ?? '')?.[1]
  if (body === undefined) return []
  const exported = readScriptText(body, scope, { isInteractive: false })
  const { assignments } = readCommands(body, { path: '', line: 1 }, scope)
  return [...exported, ...assignments]
}
