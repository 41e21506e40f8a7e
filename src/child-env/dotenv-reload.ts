import { ownedNames } from '../credentials/shell.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { begins } from '../model/ascii.ts'
import { nameOf, type Origin } from '../model/origin.ts'
import type { Warning } from '../model/warning.ts'
import { findRule } from './build.ts'
import { type Facts, judge } from './rule.ts'

export const DISABLED = 'PYTHON_DOTENV_DISABLED'

/** Empty, these mean absent to every reader. */
const HARMLESS_WHEN_EMPTY = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'MLFLOW_ARTIFACT_ROOT']

/**
 * Finds what a script's own `load_dotenv()` would put back into the child's environment: a stale session token, keys
 * beside a profile, an empty profile.
 *
 * @param read the files that this launcher read: what the child lacks of them was withheld
 * @param others files that Python would find by itself
 * @param child a variable's value in the child
 */
export function findComeback(
  read: readonly EnvFile[],
  others: readonly EnvFile[],
  child: (name: string) => string | undefined,
  facts: Facts,
): Extract<Warning, { code: 'file-comes-back' }> | null {
  for (const file of [...read, ...others]) {
    const found: Origin[] = []
    for (const [name, { value, origin }] of file.entries) {
      // No rule's business, and so not taken out; an empty one may be all the same.
      if (value !== '' && !findRule(name)) continue
      if (child(name) !== undefined || begins(name, 'MLFLOW_AWS_')) continue
      if (value === '' && HARMLESS_WHEN_EMPTY.includes(name)) continue
      if (isWithheld(name, value, facts)) found.push(origin)
    }
    const [first] = found
    if (first?.kind !== 'file') continue
    return {
      code: 'file-comes-back',
      display: file.display,
      line: first.line,
      names: found.map(nameOf),
      // Whoever set it keeps his value; an empty one is none.
      disabled: !child(DISABLED),
    }
  }
  return null
}

/** Whether the launcher, in this mode, answers for a name being absent. */
function isWithheld(name: string, value: string, facts: Facts): boolean {
  const { identity } = facts
  if (identity.mode === 'global' || identity.mode === 'ambient') {
    if (ownedNames(identity).includes(name)) return true
    // What is empty was not handed on, because some of it is an error in boto3 and MLflow.
    if (value !== '') return false
  }
  const rule = findRule(name)
  if (!rule || rule.sparesOwnFile) return false
  const verdict = judge(rule, facts)
  return verdict !== 'keep' && !(verdict === 'keep-non-empty' && value !== '')
}
