import { type Diagnostic, fail } from '../model/diagnostic.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { findEach, type Source } from '../model/source.ts'
import type { Credentials } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import { CREDENTIAL_VARIABLES } from './index.ts'

export interface FallBackInput {
  readonly credentials: Credentials
  /** The highest first. */
  readonly sources: readonly Source[]
  /** Where `--strict` comes from; null without it. */
  readonly strict: Origin | null
  /** Project credentials in files that a nearer file of the same name hides. */
  readonly shadowed: readonly { readonly origin: Origin; readonly nearer: string }[]
  /** Files that may hold what is missing. */
  readonly hints: readonly Diagnostic[]
}

/**
 * Checks whether the shell's credentials may be used because the project named none.
 *
 * @returns warnings
 * @throws {LauncherError} empty-credentials, shadowed-credentials: the project did name credentials, and another
 *   account in their place would go unnoticed; credentials-required: `--strict`
 */
export function checkFallBack({ credentials, sources, strict, shadowed, hints }: FallBackInput): Diagnostic[] {
  const empty = withEmptyValue(sources, 'error').map(({ origin }) => origin)
  if (empty.length > 0) fail(credentialsDiagnostics.error('empty-credentials', null, { empty }))
  const [first] = shadowed
  if (first) fail(credentialsDiagnostics.error('shadowed-credentials', first.origin, { nearer: first.nearer }))
  if (strict) {
    const [found = null] = credentials.origins.values()
    fail(credentialsDiagnostics.error('credentials-required', null, { found, strict, hints }))
  }
  const doubtful = withEmptyValue(sources, 'warning').map(({ origin }) =>
    credentialsDiagnostics.warning('empty-profile', origin),
  )
  const hinted = hints.map(({ message }) =>
    credentialsDiagnostics.warning('no-project-credentials', null, { hint: message }),
  )
  return [...doubtful, ...hinted]
}

/** Names without a value, as an unfilled template has them, and of an error also those without `=`. */
function withEmptyValue(sources: readonly Source[], ifEmpty: 'error' | 'warning'): Sourced[] {
  const unassigned = (name: string) => sources.flatMap((source) => source.file?.unassigned.get(name) ?? [])
  return CREDENTIAL_VARIABLES.filter((variable) => variable.ifEmpty === ifEmpty).flatMap(({ name }) => [
    ...findEach(sources, name),
    ...(ifEmpty === 'error' ? unassigned(name) : []),
  ])
}
