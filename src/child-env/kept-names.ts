import type { Diagnostic } from '../model/diagnostic.ts'
import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { findRule } from './build.ts'
import { type EnvironmentChange, type Setting, toSetting } from './change.ts'
import { childEnvDiagnostics } from './diagnostics.ts'

/** The variable of `--keep`. */
export const KEEP_VARIABLE = 'WITH_MLFLOW_ENV_KEEP'

/**
 * Refuses to keep what another rule than the last one decides about, in every mode: a file that asks for it would be wrong
 * as soon as the mode changes.
 *
 * @throws {LauncherError} cannot-be-kept
 */
export function checkKeptNames(names: readonly Sourced[]): void {
  for (const { value: name, origin } of names) {
    const rule = findRule(name)
    if (!rule || rule.canBeKept || (rule.project === 'keep' && rule.profile === 'keep')) continue
    if (rule.project === 'keep-non-empty' && rule.profile === 'keep-non-empty') continue
    fail(childEnvDiagnostics.error('cannot-be-kept', origin, { name, reason: rule.reason }))
  }
}

/** The names of the command line, for a launcher inside; null if there are none. */
export function handOnKeptNames(names: readonly Sourced[]): Setting | null {
  if (!names.some(({ origin }) => origin.kind === 'option')) return null
  const list = names.map(({ value }) => value).join(',')
  return toSetting(list, 'a launcher inside keeps the same variables', null)
}

/** Names what was removed from the shell's variables although nothing says that it is about an account. */
export function noticeRemoved(parent: Environment, { unset }: EnvironmentChange): Diagnostic[] {
  const names = Array.from(unset.keys()).filter((name) => parent[name] !== '' && findRule(name)?.isReported)
  return names.length === 0 ? [] : [childEnvDiagnostics.notice('unknown-removed', null, { names: names.sort() })]
}
