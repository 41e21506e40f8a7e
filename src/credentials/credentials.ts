import type { Sourced } from '../model/origin.ts'
import type { Secret } from '../model/secret.ts'
import type { Source } from '../model/source.ts'

/** Static keys that the project names: one id, its secret and its token, never parts of two accounts. */
export interface ProjectIdentity {
  readonly mode: 'project'
  readonly accessKeyId: Sourced
  readonly secretAccessKey: Sourced<Secret>
  readonly sessionToken: Sourced<Secret> | null
  /** True where a launcher outside this one handed the keys on. */
  readonly nested: boolean
}

/** A profile of `~/.aws` that the project names. */
export interface ProfileIdentity {
  readonly mode: 'profile'
  readonly profile: Sourced
  readonly nested: boolean
}

/** The `AWS_*` keys as they are. Half a set is possible: boto3 decides what comes of it. */
export interface GlobalIdentity {
  readonly mode: 'global'
  readonly accessKeyId: Sourced | null
  readonly owner: Source
}

/** No keys named anywhere: boto3's own chain decides. */
export interface AmbientIdentity {
  readonly mode: 'ambient'
  readonly profile: Sourced | null
  /** The source that names the profile; null where none does. */
  readonly owner: Source | null
}

export type Identity = ProjectIdentity | ProfileIdentity | GlobalIdentity | AmbientIdentity

/** The last four characters of an access key id: enough to tell two accounts apart. */
export function lastFour(accessKeyId: string): string {
  return accessKeyId.slice(-4)
}
