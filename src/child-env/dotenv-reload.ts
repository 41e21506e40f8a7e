import { isProjectOwned } from '../credentials/credentials.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { startsWithAnyCase } from '../model/ascii.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Origin } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { findRule } from './build.ts'
import { type EnvironmentChange, toSetting, withSetting } from './change.ts'
import { childEnvDiagnostics } from './diagnostics.ts'
import { isGoverned } from './governed.ts'
import { evaluate, isAllowedFromFile, type RuleContext } from './rule.ts'

const DOTENV_DISABLED = 'PYTHON_DOTENV_DISABLED'

/** An empty one means absent to every reader. */
const HARMLESS_IF_EMPTY = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'MLFLOW_ARTIFACT_ROOT']

/** It is no credential, and changes neither the account nor the address of S3. */
const ACCOUNT_ID = 'AWS_ACCOUNT_ID'

export interface ReloadInput {
  /** The files that this launcher read: what the child does not have of them was withheld. */
  readonly files: readonly EnvFile[]
  /** Files that Python would find by itself. */
  readonly others: readonly EnvFile[]
  /** Variables of files that the child does not get although no rule removes them. */
  readonly leftOut: ReadonlySet<string>
  readonly change: EnvironmentChange
  /** A variable's value in the child. */
  readonly child: (name: string) => string | undefined
  readonly context: RuleContext
  /** `--keep-aws`: every `AWS_*` stays as it is. */
  readonly keepAws: boolean
  readonly parent: Environment
}

/**
 * Keeps a script's own `load_dotenv()` from setting again what was removed (a stale session token, keys next to a
 * profile, an empty profile), and `load_dotenv(override=True)` and pipenv from replacing the project's values (another
 * account's keys in the same file), unless the user has set `PYTHON_DOTENV_DISABLED` otherwise.
 */
export function preventDotenvReload(input: ReloadInput): { change: EnvironmentChange; warnings: Diagnostic[] } {
  const { change, child } = input
  const found = findReloaded(input)
  const setting = child(DOTENV_DISABLED)
  if (!found || isTruthy(setting)) return { change, warnings: [] }
  const { restored, replaced } = found
  const [first = null] = [...restored, ...replaced]
  // A value that the user set stays; an empty one is none.
  const disabled = !setting
  const data = { names: restored.map(nameOf), replaced: replaced.map(nameOf), disabled }
  const warning = childEnvDiagnostics.warning('dotenv-reintroduces', first, data)
  const reason = restored.length > 0 ? RESTORES : REPLACES
  return {
    change: disabled ? withSetting(change, DOTENV_DISABLED, toSetting('1', reason, null)) : change,
    warnings: [warning],
  }
}

const RESTORES = "a script's own load_dotenv() would set again what was removed (python-dotenv 1.2 and newer)"
const REPLACES =
  "load_dotenv(override=True) and pipenv would replace the project's values (python-dotenv 1.2 and newer)"

/** What python-dotenv takes for yes. */
function isTruthy(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|true|t|yes|y)$/i.test(value)
}

/** The lines of the first file that would set removed variables again, or replace a value. */
function findReloaded(input: ReloadInput): { restored: Origin[]; replaced: Origin[] } | undefined {
  const { files, others, child, context, leftOut } = input
  for (const file of [...files, ...others]) {
    const restored: Origin[] = []
    const replaced: Origin[] = []
    for (const [name, { value, origin }] of file.entries) {
      if (leftOut.has(name) && child(name) === undefined) {
        restored.push(origin)
        continue
      }
      // No rule removes it, so a second load_dotenv() changes nothing. An empty one may have been removed all the same.
      if ((value !== '' && !findRule(name)) || startsWithAnyCase(name, 'mlflow_aws_')) continue
      const current = child(name)
      if (current !== undefined) {
        if (value !== current && !isReference(value) && isGoverned(name, input)) replaced.push(origin)
      } else if (
        name !== ACCOUNT_ID &&
        !(value === '' && HARMLESS_IF_EMPTY.includes(name)) &&
        isWithheld(name, value, context)
      ) {
        restored.push(origin)
      }
    }
    if (restored.length > 0 || replaced.length > 0) return { restored, replaced }
  }
  return undefined
}

/** In a file that is only looked at, `${NAME}` is not replaced: what it would be is not known. */
function isReference(value: string): boolean {
  return value.includes('${')
}

/** Whether the launcher, with these credentials, answers for a name being absent. */
function isWithheld(name: string, value: string, context: RuleContext): boolean {
  const { credentials } = context
  if (credentials.shellSet?.names.includes(name)) return true
  // The shell's own is as it is; what is empty was not passed on, because some of it is an error in boto3 and MLflow.
  if (!isProjectOwned(credentials) && value !== '') return false
  const rule = findRule(name)
  if (!rule || isAllowedFromFile(rule, value, context)) return false
  const action = evaluate(rule, context)
  return action !== 'keep' && !(action === 'keep-non-empty' && value !== '')
}
