import { nameOf, type Sourced } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import { findIn, type Source } from '../model/source.ts'
import { lastFour, type ProfileIdentity, type ProjectIdentity } from './credentials.ts'
import { ID, SECRET, TOKEN } from './project.ts'

/** The child's mark: `<mode>:<last four of the key id>`, for a profile `profile:<name>`. It holds no secret. */
export const MARKER = 'WITH_MLFLOW_ENV'

/** The counterparts that a launcher sets for the project's names. */
const HANDED_ON: Readonly<Record<string, string>> = {
  [ID]: 'AWS_ACCESS_KEY_ID',
  [SECRET]: 'AWS_SECRET_ACCESS_KEY',
  [TOKEN]: 'AWS_SESSION_TOKEN',
}

/**
 * The identity that a launcher outside this one handed on, where the environment still holds it.
 *
 * @param environment the real environment; a file's word on this counts for nothing
 * @param parts what the project names itself, never enough for a whole set; each must agree with what was handed on
 */
export function findNestedIdentity(
  environment: Source,
  parts: readonly Sourced[],
): ProjectIdentity | ProfileIdentity | null {
  const get = (name: string) => findIn(environment, name)
  const marker = get(MARKER)?.value ?? ''
  const id = get('AWS_ACCESS_KEY_ID')
  const secret = get('AWS_SECRET_ACCESS_KEY')
  const token = get('AWS_SESSION_TOKEN')
  const profile = get('AWS_PROFILE')
  if (id && secret && marker === `project:${lastFour(id.value)}`) {
    if (!parts.every((part) => get(counterpart(part))?.value === part.value)) return null
    const sessionToken = token ? { ...token, value: new Secret(token.value) } : null
    const secretAccessKey = { ...secret, value: new Secret(secret.value) }
    return { mode: 'project', accessKeyId: id, secretAccessKey, sessionToken, nested: true }
  }
  if (!id && !secret && profile && parts.length === 0 && marker === `profile:${profile.value}`) {
    return { mode: 'profile', profile, nested: true }
  }
  return null
}

function counterpart({ origin }: Sourced): string {
  return HANDED_ON[nameOf(origin)] ?? ''
}
