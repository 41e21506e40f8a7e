import { childValue, type EnvironmentChange } from '../child-env/change.ts'
import type { Secret } from '../model/secret.ts'
import type { Environment } from '../model/source.ts'

/**
 * The variable that tells a launcher inside for which server a key is that a launcher has given to its command: the key's id,
 * which is no secret, and the server's address. A login that somebody has set since has another id.
 */
export const KEY_VARIABLE = 'WITH_MLFLOW_ENV_KEY_URI'

const idOf = (key: string) => /^wmle_([0-9A-Za-z]+)_/.exec(key)?.[1] ?? null

/** The variable's value for a key. @param uri of the key's server, without user info */
export function describeKey(key: Secret, uri: string): string {
  return `${idOf(key.reveal()) ?? 'unknown'} ${uri}`
}

/** The server that a login is for, if it is a key that a launcher has given; else null. */
export function serverOfKey(described: string | undefined, login: string | undefined): string | null {
  const [id, uri] = described?.split(' ') ?? []
  return uri && login && idOf(login) === id ? uri : null
}

/** The variables by which a command has a key that a launcher gave: the token, or user and password. */
export function findHandedLogin(parent: Environment, change: EnvironmentChange): string[] {
  const value = (name: string) => childValue(parent, change, name)
  const isHanded = (name: string) => serverOfKey(value(KEY_VARIABLE), value(name)) !== null
  return [
    ...(isHanded('MLFLOW_TRACKING_TOKEN') ? ['MLFLOW_TRACKING_TOKEN'] : []),
    ...(isHanded('MLFLOW_TRACKING_PASSWORD') ? ['MLFLOW_TRACKING_USERNAME', 'MLFLOW_TRACKING_PASSWORD'] : []),
  ]
}
