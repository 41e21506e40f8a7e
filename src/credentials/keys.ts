import type { Sourced } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import { type Credentials, suffixOf } from './credentials.ts'
import { keysTag } from './identity-tag.ts'
import { REGION_OF_KEYS } from './region.ts'

/** An access key with its secret and, for temporary keys, its token: never parts of two accounts. */
export interface KeySet {
  readonly id: Sourced
  readonly secret: Sourced
  readonly token: Sourced | undefined
}

/** The credentials that a set of static keys makes. */
export function keyCredentials({ id, secret, token }: KeySet, nested: boolean): Credentials<'project'> {
  const variables = new Map([
    ['AWS_ACCESS_KEY_ID', wrapSecret(id)],
    ['AWS_SECRET_ACCESS_KEY', wrapSecret(secret)],
  ])
  if (token) variables.set('AWS_SESSION_TOKEN', wrapSecret(token))
  return {
    mode: 'project',
    description: nested ? 'project-specific (from the launcher outside)' : 'project-specific (MLFLOW_AWS_*)',
    column: 'project',
    variables,
    origins: new Map(Array.from(variables, ([name, { origin }]) => [name, origin])),
    shellSet: null,
    tag: keysTag(id.value),
    nested,
    accessKeyIdSuffix: suffixOf(id.value),
    hasSessionToken: token !== undefined,
    profile: null,
    activeProfile: null,
    isKnown: true,
    region: REGION_OF_KEYS,
    needsSupervisor: false,
  }
}

export function wrapSecret({ value, origin }: Sourced): Sourced<Secret> {
  return { value: new Secret(value), origin }
}
