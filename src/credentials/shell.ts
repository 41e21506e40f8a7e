import type { Origin, Sourced } from '../model/origin.ts'
import { findEnvironment, findIn, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { AmbientIdentity, GlobalIdentity } from './credentials.ts'
import { findMalformation } from './validate.ts'

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN']
/** What belongs to one set with the keys: it must come from the source that has them, or from none. */
const SET = [...KEYS, 'AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']
/** With a profile, where profiles are read from belongs to the set, and so does what boto3 asks before a profile. */
const PROFILE_SET = [
  ...SET,
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
]

export interface ShellIdentity {
  readonly identity: GlobalIdentity | AmbientIdentity
  readonly warnings: readonly Warning[]
}

/**
 * The `AWS_*` of the shell or of a file, as one set: the highest source with a key id or a profile has all of it.
 * `load_dotenv()` would fill variable by variable, and so put a file's token or profile beside the shell's keys.
 *
 * @param sources the highest first
 * @param untouched `--keep-aws`: whatever of a set the shell has stays, and nothing of a file's comes beside it
 */
export function findShellIdentity(sources: readonly Source[], untouched = false): ShellIdentity {
  const owner =
    (untouched ? sources.find((s) => s.kind === 'environment' && SET.some((name) => s.get(name))) : undefined) ??
    sources.find((s) => findIn(s, 'AWS_ACCESS_KEY_ID') ?? activeProfile(s)) ??
    sources.find((s) => findIn(s, 'AWS_SECRET_ACCESS_KEY'))
  if (!owner) return { identity: { mode: 'ambient', profile: null, owner: null }, warnings: [] }
  const id = findIn(owner, 'AWS_ACCESS_KEY_ID')
  const secret = findIn(owner, 'AWS_SECRET_ACCESS_KEY')
  const keys = id ?? secret
  const profile = activeProfile(owner)
  const first = keys ?? profile
  const warnings = first ? mixedIn(sources, owner, first.origin) : []
  if (!keys) return { identity: { mode: 'ambient', profile: profile ?? null, owner }, warnings }
  if (!id || !secret) {
    const missing = id ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID'
    warnings.push({ code: 'half-a-global-set', missing, having: keys.origin })
  }
  for (const name of KEYS) {
    const part = findIn(owner, name)
    if (part && findMalformation(part.value)) warnings.push({ code: 'global-malformed', origin: part.origin })
  }
  return { identity: { mode: 'global', accessKeyId: id ?? null, owner }, warnings }
}

/** The names that come from the owner of the shell's set alone; none where nobody owns one. */
export function ownedNames(identity: GlobalIdentity | AmbientIdentity): readonly string[] {
  if (!identity.owner) return []
  // A profile that a file names is looked up where the shell says, as ever; the shell's own is not, where a file says.
  return identity.mode === 'ambient' && identity.owner.kind === 'environment' ? PROFILE_SET : SET
}

/** botocore asks `AWS_DEFAULT_PROFILE` first. */
export function activeProfile(source: Source): Sourced | undefined {
  return findIn(source, 'AWS_DEFAULT_PROFILE') ?? findIn(source, 'AWS_PROFILE')
}

/** What stands in the real environment beside a file's set. It would be mixed in, so it is dropped, and said. */
function mixedIn(sources: readonly Source[], owner: Source, origin: Origin): Warning[] {
  const environment = findEnvironment(sources)
  if (!environment || environment === owner) return []
  const dropped = SET.flatMap((name) => findIn(environment, name)?.origin ?? [])
  return dropped.length > 0 ? [{ code: 'global-dropped', dropped, owner: origin }] : []
}
