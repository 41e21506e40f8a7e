import type { Diagnostic } from '../model/diagnostic.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { findEnvironment, findIn, type Source } from '../model/source.ts'
import type { ShellSet } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import type { ProviderInput } from './provider.ts'

export const SHELL_KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN']
/** What belongs to one set with the keys: it must come from the source that has them, or from none. */
export const KEY_SET = [
  ...SHELL_KEYS,
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCOUNT_ID',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
]
/** With a profile, the set includes the files that profiles are read from, and what boto3 asks before a profile. */
export const PROFILE_SET = [
  ...KEY_SET,
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
]

/**
 * The source whose `AWS_*` variables count, all of them as one set: the highest with a key id or a profile, otherwise
 * with a secret. `load_dotenv()` would fill variable by variable, and so put a file's token next to the shell's keys.
 */
export function findShellOwner({ sources, keepAws }: ProviderInput): Source | undefined {
  const untouched = keepAws
    ? sources.find((source) => source.kind === 'environment' && KEY_SET.some((name) => source.get(name)))
    : undefined
  return (
    untouched ??
    sources.find((source) => findIn(source, 'AWS_ACCESS_KEY_ID') ?? shellProfile(source)) ??
    sources.find((source) => findIn(source, 'AWS_SECRET_ACCESS_KEY'))
  )
}

/** The profile that a source names. botocore asks `AWS_DEFAULT_PROFILE` first. */
export function shellProfile(source: Source): Sourced | undefined {
  return findIn(source, 'AWS_DEFAULT_PROFILE') ?? findIn(source, 'AWS_PROFILE')
}

export function shellSet(source: Source, names: readonly string[], what: string): ShellSet {
  return { source, names, reason: `${what} comes from ${source.file?.display ?? 'the environment'} as a whole` }
}

/** Variables of the environment next to a file's set: they would be mixed in, so they are dropped, with a warning. */
export function droppedFromEnvironment(sources: readonly Source[], owner: Source, first: Origin): Diagnostic[] {
  const environment = findEnvironment(sources)
  // With --override that is what was asked for.
  if (!environment || sources.indexOf(environment) >= sources.indexOf(owner)) return []
  const dropped = KEY_SET.flatMap((name) => findIn(environment, name)?.origin ?? [])
  return dropped.length > 0
    ? [credentialsDiagnostics.warning('shell-credentials-dropped', null, { dropped, owner: first })]
    : []
}
