import type { Diagnostic } from '../model/diagnostic.ts'
import type { DoctorContext } from './context.ts'

/** The check that reports a warning of a run, by its code. `configuration` reports all others, and every refusal. */
export const OWNERS: Readonly<Record<string, string>> = {
  'env-file-not-utf8': 'env-files',
  'env-file-nul': 'env-files',
  'env-file-writable': 'env-file-permissions',
  'env-file-syntax': 'env-file-lines',
  'env-file-value-unset': 'env-file-lines',
  'env-file-wrapped-value': 'env-file-lines',
  'env-file-without-variables': 'env-file-lines',
  'env-file-version-dependent': 'env-file-lines',
  'env-file-more-lines': 'env-file-lines',
  'invalid-variable-name': 'env-file-lines',
  'unknown-variable': 'variable-names',
  'variable-ignored-in-file': 'variable-names',
  'incomplete-credentials': 'credentials',
  'credential-ignored': 'credentials',
  'shell-credentials-dropped': 'credentials',
  'empty-profile': 'credentials',
  'file-credentials-unused': 'credentials',
  'stale-credentials': 'credentials',
  'nested-account-mismatch': 'credentials',
  'outer-credentials-used': 'credentials',
  'stale-outer-credentials': 'credentials',
  'keep-aws-direct': 'credentials',
  'profile-not-found': 'credentials',
  'profile-without-prefix': 'credentials',
  'profile-with-prefix': 'credentials',
  'profile-without-credentials': 'credentials',
  'profile-needs-environment': 'credentials',
  'aws-config-unparsable': 'credentials',
  'server-of-other-project': 'server-project',
  'dotenv-reintroduces': 'set-again',
  'java-options': 'set-again',
  'startup-file-sets': 'set-again',
  'exported-function-sets': 'set-again',
  'wrapper-sets': 'set-again',
  'wrapper-account': 'set-again',
  'wrapper-drops': 'set-again',
}

function ownerOf({ code, data, origin }: Diagnostic): string {
  // A store that needs credentials is one thing, a file that may have them another.
  if (code === 'no-project-credentials') return typeof Object(data).reason === 'string' ? 'env-files' : 'credentials'
  // Of the shell's keys: those of the project's would have been refused.
  const isKey = origin !== null && 'name' in origin && /^AWS_(?:ACCESS|SECRET|SESSION)_/.test(origin.name)
  if (code === 'invalid-value' && isKey) return 'credentials'
  return OWNERS[code] ?? 'configuration'
}

/** The warnings of a run that a check reports; none if the run would be refused. */
export function warningsFor(check: string, { run }: Pick<DoctorContext, 'run'>): Diagnostic[] {
  const warnings = run.configuration?.warnings ?? []
  return warnings.filter((warning) => warning.severity !== 'notice' && ownerOf(warning) === check)
}
