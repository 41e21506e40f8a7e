import { type Diagnostic, fail } from '../model/diagnostic.ts'
import { nameOf } from '../model/origin.ts'
import type { UnknownVariable } from '../options/unknown-variables.ts'
import { credentialsDiagnostics } from './diagnostics.ts'

/** Words of a setting that decides whose account it is. */
const IDENTITY =
  /(?:^|_)(?:ROLE|ASSUME|EXTERNAL_?ID|MFA|IDENTITY|WEB_?IDENTITY|OIDC|SAML|FEDERAT|CREDENTIAL|CREDS|SOURCE_?PROFILE|SSO|STS|IAM|ARN|ACCOUNT|PRINCIPAL|AUTHORIZATION|LOGIN|SHARED|CONFIG_?FILE|TOKEN_?FILE)/

/**
 * Refuses a setting of the project's that would decide whose account it is, and that no provider knows. Without it the
 * command would run as another user or role.
 *
 * @throws {LauncherError} unsupported-credentials
 */
export function refuseUnsupported(unknown: readonly UnknownVariable[]): void {
  for (const { origin, meant } of unknown) {
    if (meant !== null) continue
    const [, rest] = /^MLFLOW_AWS_(.+)$/.exec(nameOf(origin).toUpperCase()) ?? []
    if (rest && IDENTITY.test(rest)) fail(credentialsDiagnostics.error('unsupported-credentials', origin))
  }
}

/** The first misspelt name of those that a project's credentials have, if it can stand for one of `names`. */
export function findMisspelt(unknown: readonly UnknownVariable[], names: readonly string[]): Diagnostic | null {
  const found = unknown.find(({ meant }) => meant !== null && names.includes(meant))
  return found?.meant
    ? credentialsDiagnostics.error('misspelt-credentials', found.origin, { meant: found.meant })
    : null
}
