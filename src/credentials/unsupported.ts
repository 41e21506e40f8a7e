import { type Diagnostic, fail } from '../model/diagnostic.ts'
import { nameOf } from '../model/origin.ts'
import { findIn, type Source } from '../model/source.ts'
import type { UnknownVariable } from '../options/unknown-variables.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from './project-variables.ts'

/** Words of a setting that decides whose account it is. */
const decidesIdentity = (text: string) =>
  /(?:^|_)(?:ROLE|ASSUME|EXTERNAL_?ID|MFA|IDENTITY|WEB_?IDENTITY|OIDC|SAML|FEDERAT|CREDENTIAL|CREDS|SOURCE_?PROFILE|SSO|STS|IAM|PRINCIPAL|AUTHORIZATION|LOGIN|SHARED|CONFIG_?FILE|TOKEN_?FILE)|^(?:USER_?)?ARN$/.test(
    text,
  )
/** A role that a job is given. The launcher does not take it, and nobody expects that. */
const isHarmless = (text: string) =>
  /^(?:EXECUTION|TASK|SERVICE|JOB|SAGEMAKER|LAMBDA|BATCH|GLUE)_(?:EXECUTION_)?ROLE(?:_?(?:ARN|NAME))?$/.test(text)

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
    if (rest && decidesIdentity(rest) && !isHarmless(rest))
      fail(credentialsDiagnostics.error('unsupported-credentials', origin))
  }
}

/** The first misspelt name of those that a project's credentials have, if it can stand for one of `names`. */
export function findMisspelt(unknown: readonly UnknownVariable[], names: readonly string[]): Diagnostic | null {
  const found = unknown.find(({ meant }) => meant !== null && names.includes(meant))
  return found?.meant
    ? credentialsDiagnostics.error('misspelt-credentials', found.origin, { meant: found.meant })
    : null
}

const UNREAD_KEYS = [
  ['AWS_ACCESS_KEY', ACCESS_KEY_ID],
  ['AWS_SECRET_KEY', SECRET_ACCESS_KEY],
] as const

/** Keys of a file under names of other programs, which boto3 does not read. */
export function findUnreadKeys(sources: readonly Source[]): Diagnostic[] {
  const files = sources.filter(({ kind }) => kind === 'file')
  return files.flatMap((file) =>
    UNREAD_KEYS.flatMap(([name, meant]) => {
      const found = findIn(file, name)
      return found ? [credentialsDiagnostics.warning('unread-keys', found.origin, { meant })] : []
    }),
  )
}
