import { checkPlaceholder, findProblem, refuse } from '../model/check-value.ts'
import type { Problem } from '../model/diagnostics.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { findWrongShape } from '../model/value-shape.ts'
import { type ForeignLogin, PASSWORD, TOKEN, USERNAME } from './logins.ts'

/**
 * Refuses a login that cannot be right, before MLflow sends it: requests shows a whole header with a line break in its
 * exception.
 *
 * @param foreign logins that are not sent
 * @throws {LauncherError} placeholder-value, invalid-value; without any of the values
 */
export function checkLogins(sources: readonly Source[], foreign: readonly ForeignLogin[]): void {
  for (const name of [TOKEN, USERNAME, PASSWORD]) {
    const other = foreign.find((login) => login.name === name)
    const login = other ? other.instead : find(sources, name)
    if (!login) continue
    const problem = name === TOKEN ? findInToken(login) : findLineBreak(login.value)
    if (problem) refuse(login, problem)
  }
}

function findInToken(token: Sourced): Problem | null {
  checkPlaceholder(token)
  const { value } = token
  const shape = findWrongShape(value, 'name')
  // Other programs may have tokens of this form.
  if (shape !== null && shape !== 'json') return shape
  const problem = findLineBreak(value) ?? findProblem(value)
  if (problem === 'whitespace' && /^\s*bearer\s/i.test(value)) return 'the word Bearer'
  if (problem === 'not ASCII' && /^[\u2018-\u201f]|[\u2018-\u201f]$/.test(value)) return 'typographic quotes'
  return problem
}

/** A name and a password may have blanks: they are encoded. */
function findLineBreak(value: string): Problem | null {
  if (!value.includes('\n') && !value.includes('\r')) return null
  return /[\r\n]/.test(value.trimEnd()) ? 'line break' : 'final line break'
}
