import { isProjectOwned } from '../credentials/credentials.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Origin } from '../model/origin.ts'
import { findRule } from './build.ts'
import { type EnvironmentChange, toSetting, withSetting } from './change.ts'
import { childEnvDiagnostics } from './diagnostics.ts'
import { evaluate, type RuleContext } from './rule.ts'

const DOTENV_DISABLED = 'PYTHON_DOTENV_DISABLED'

/** An empty one means absent to every reader. */
const HARMLESS_IF_EMPTY = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'MLFLOW_ARTIFACT_ROOT']

export interface ReloadInput {
  /** The files that this launcher read: what the child does not have of them was withheld. */
  readonly files: readonly EnvFile[]
  /** Files that Python would find by itself. */
  readonly others: readonly EnvFile[]
  readonly change: EnvironmentChange
  /** A variable's value in the child. */
  readonly child: (name: string) => string | undefined
  readonly context: RuleContext
}

/**
 * Keeps a script's own `load_dotenv()` from setting again what was removed (a stale session token, keys next to a
 * profile, an empty profile), unless the user has set `PYTHON_DOTENV_DISABLED` otherwise.
 */
export function preventDotenvReload(input: ReloadInput): { change: EnvironmentChange; warnings: Diagnostic[] } {
  const { change, child } = input
  const origins = findReintroduced(input)
  const setting = child(DOTENV_DISABLED)
  if (origins.length === 0 || isTruthy(setting)) return { change, warnings: [] }
  const [first = null] = origins
  // A value that the user set stays; an empty one is none.
  const disabled = !setting
  const warning = childEnvDiagnostics.warning('dotenv-reintroduces', first, { names: origins.map(nameOf), disabled })
  const reason = "a script's own load_dotenv() would set again what was removed (python-dotenv 1.2 and newer)"
  const added = toSetting('1', reason, null)
  return { change: disabled ? withSetting(change, DOTENV_DISABLED, added) : change, warnings: [warning] }
}

/** What python-dotenv takes for yes. */
function isTruthy(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|true|t|yes|y)$/i.test(value)
}

/** The lines of the first file that would set removed variables again. */
function findReintroduced({ files, others, child, context }: ReloadInput): Origin[] {
  for (const file of [...files, ...others]) {
    const found = Array.from(file.entries).flatMap(([name, { value, origin }]) => {
      // No rule removes it, so a second load_dotenv() changes nothing. An empty one may have been removed all the same.
      if (value !== '' && !findRule(name)) return []
      if (child(name) !== undefined || /^MLFLOW_AWS_/i.test(name)) return []
      if (value === '' && HARMLESS_IF_EMPTY.includes(name)) return []
      return isWithheld(name, value, context) ? [origin] : []
    })
    if (found.length > 0) return found
  }
  return []
}

/** Whether the launcher, with these credentials, answers for a name being absent. */
function isWithheld(name: string, value: string, context: RuleContext): boolean {
  const { credentials } = context
  if (credentials.shellSet?.names.includes(name)) return true
  // The shell's own is as it is; what is empty was not passed on, because some of it is an error in boto3 and MLflow.
  if (!isProjectOwned(credentials) && value !== '') return false
  const rule = findRule(name)
  if (!rule || rule.allowFromProjectFile) return false
  const action = evaluate(rule, context)
  return action !== 'keep' && !(action === 'keep-non-empty' && value !== '')
}
