import { type Failure, refuse } from '../model/failure.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import { findIn, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import type { ProfileIdentity, ProjectIdentity } from './credentials.ts'
import { checkKeys, checkProfile } from './validate.ts'

export const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
export const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
export const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
export const PROFILE = 'MLFLOW_AWS_PROFILE'

/** What the project's own variables amount to. */
export type OwnIdentity =
  | { readonly state: 'absent' }
  /** Parts only, which nothing of `AWS_*` may complete. */
  | { readonly state: 'half'; readonly failure: Failure; readonly parts: readonly Sourced[] }
  | {
      readonly state: 'whole'
      readonly identity: ProjectIdentity | ProfileIdentity
      readonly warnings: readonly Warning[]
    }

interface Parts {
  readonly id: Sourced | undefined
  readonly secret: Sourced | undefined
  readonly token: Sourced | undefined
  readonly profile: Sourced | undefined
}

/**
 * Finds the set of `MLFLOW_AWS_*` that belongs together.
 *
 * The highest source with an id owns the set. A missing secret may come from one other source, the nearest that has
 * one, if that source has no id of its own or the same one; a token comes only from the id's or the secret's source.
 *
 * @param sources the highest first
 * @throws {Refusal} for keys and a profile in the winning source, and for values that cannot be right
 */
export function findOwnIdentity(sources: readonly Source[]): OwnIdentity {
  const parts = sources.map(readParts)
  const owner = parts.findIndex((p) => p.id)
  const keysAt = owner !== -1 ? owner : parts.findIndex((p) => p.secret ?? p.token)
  const profileAt = parts.findIndex((p) => p.profile)
  if (keysAt === -1 && profileAt === -1) return { state: 'absent' }
  if (profileAt !== -1 && (keysAt === -1 || profileAt <= keysAt)) return profileIdentity(parts, profileAt)
  return owner === -1 ? halfWithoutId(parts) : keysIdentity(parts, owner)
}

function readParts(source: Source): Parts {
  const get = (name: string) => findIn(source, name)
  return { id: get(ID), secret: get(SECRET), token: get(TOKEN), profile: get(PROFILE) }
}

function profileIdentity(parts: readonly Parts[], at: number): OwnIdentity {
  const { id, secret, token, profile } = parts[at] ?? {}
  if (!profile) throw new TypeError('a profile was expected here')
  const keys = id ?? secret ?? token
  if (keys) refuse({ code: 'keys-and-profile', keys: keys.origin, profile: profile.origin })
  checkProfile(profile)
  return {
    state: 'whole',
    identity: { mode: 'profile', profile, nested: false },
    warnings: leftAside(parts.slice(0, at), profile.origin, []),
  }
}

function keysIdentity(parts: readonly Parts[], owner: number): OwnIdentity {
  const { id, secret: own, token: ownToken } = parts[owner] ?? {}
  if (!id) throw new TypeError('an id was expected here')
  const lender = own ? undefined : nearestWithSecret(parts, owner)
  const usable = lender?.id === undefined || lender.id.value === id.value ? lender : undefined
  const secret = own ?? usable?.secret
  if (!secret) {
    const failure = {
      code: 'half-a-set',
      missing: SECRET,
      having: [id.origin],
      other: lender?.id?.origin ?? null,
    } as const
    return { state: 'half', failure, parts: [id, ...(ownToken ? [ownToken] : [])] }
  }
  const token = ownToken ?? usable?.token
  checkKeys(id, secret, token)
  return {
    state: 'whole',
    identity: {
      mode: 'project',
      accessKeyId: id,
      secretAccessKey: conceal(secret),
      sessionToken: token ? conceal(token) : null,
      nested: false,
    },
    warnings: leftAside(parts.slice(0, owner), id.origin, [secret.origin, ...(token ? [token.origin] : [])]),
  }
}

function halfWithoutId(parts: readonly Parts[]): OwnIdentity {
  const having = parts.flatMap((p) => [p.secret, p.token].filter((part) => part !== undefined))
  const failure = { code: 'half-a-set', missing: ID, having: having.map((part) => part.origin), other: null } as const
  return { state: 'half', failure, parts: having }
}

/** The nearest by place in the list; of two equally near, the higher. */
function nearestWithSecret(parts: readonly Parts[], owner: number): Parts | undefined {
  for (let distance = 1; distance < parts.length; distance++) {
    for (const at of [owner - distance, owner + distance]) if (parts[at]?.secret) return parts[at]
  }
  return undefined
}

/** Parts of a set that stand above the winner without being part of it. */
function leftAside(above: readonly Parts[], owner: Origin, used: readonly Origin[]): Warning[] {
  const parts = above.flatMap((p) => [p.secret, p.token].filter((part) => part !== undefined))
  return parts
    .filter((part) => !used.includes(part.origin))
    .map((part) => ({ code: 'left-aside', origin: part.origin, owner }) as const)
}

function conceal(part: Sourced): Sourced<Secret> {
  return { value: new Secret(part.value), origin: part.origin }
}
