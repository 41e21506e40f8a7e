// "Identity: one atomic set", as far as the project's own names go, and what an outer launcher has handed on.
import type { Env } from './accounts.ts'
import { projectEndpoint } from './expected-settings.ts'
import type { Refused } from './outcome.ts'

export type ProjectIdentity =
  | Refused
  | { readonly mode: 'none' }
  | { readonly mode: 'profile'; readonly profile: string }
  | Keys

interface Keys {
  readonly mode: 'project'
  readonly id: string
  readonly secret: string
  readonly token: string | null
}

interface Part {
  readonly id: string | undefined
  readonly secret: string | undefined
  readonly token: string | undefined
  readonly profile: string | undefined
}

export const refused = (...codes: string[]): Refused => ({ mode: 'refused', codes })

export function projectIdentity(sources: readonly Env[]): ProjectIdentity {
  const parts = sources.map(partsOf)
  const withId = parts.findIndex(({ id }) => id)
  const withProfile = parts.findIndex(({ profile }) => profile)
  // Keys count from the source that has their id; without an id, from the first part of a set.
  const withKeys = withId === -1 ? parts.findIndex(({ secret, token }) => secret || token) : withId
  if (withKeys === -1 && withProfile === -1) return { mode: 'none' }
  const owner = parts[withProfile]
  if (owner && (withKeys === -1 || withProfile <= withKeys)) return fromProfile(owner)
  const isStore = projectEndpoint(sources) !== null
  return (
    fromKeys(parts, withId, isStore) ?? handedOn(sources, halfOf(parts, withId)) ?? refused('incomplete-credentials')
  )
}

/**
 * The keys of an outer launcher are the project's, unless the project has said something else.
 *
 * @param own what the project says about its keys
 */
export function handedOn(sources: readonly Env[], own: readonly Partial<Part>[] = []): Keys | null {
  const env = sources.find((source) => 'WITH_MLFLOW_ENV' in source) ?? {}
  const keys: Part = {
    id: env.AWS_ACCESS_KEY_ID,
    secret: env.AWS_SECRET_ACCESS_KEY,
    token: env.AWS_SESSION_TOKEN || undefined,
    profile: undefined,
  }
  const agree = own.every((part) =>
    (['id', 'secret', 'token'] as const).every((is) => !part[is] || part[is] === keys[is]),
  )
  if (!keys.id || !keys.secret || !agree || env.WITH_MLFLOW_ENV !== `project:${keys.id.slice(-4)}`) return null
  return { mode: 'project', id: keys.id, secret: keys.secret, token: keys.token ?? null }
}

function partsOf(source: Env): Part {
  const value = (name: string) => source[`MLFLOW_AWS_${name}`] || undefined
  return {
    id: value('ACCESS_KEY_ID'),
    secret: value('SECRET_ACCESS_KEY'),
    token: value('SESSION_TOKEN'),
    profile: value('PROFILE'),
  }
}

function fromProfile({ id, secret, token, profile = '' }: Part): ProjectIdentity {
  if (id || secret || token) return refused('conflicting-credentials')
  return isPlaceholder(profile) ? refused('placeholder-value') : { mode: 'profile', profile }
}

/** The id's source owns the set, and borrows no more than a secret, from the nearest source that has one. */
function fromKeys(parts: readonly Part[], at: number, isStore: boolean): Keys | Refused | null {
  const owner = parts[at]
  if (!owner?.id) return null
  if (owner.secret) return check(owner.id, owner.secret, owner.token, isStore)
  const lenders = parts.flatMap((part, index) => (part.secret ? [{ part, distance: Math.abs(index - at) }] : []))
  // Of two that are equally near, the higher one.
  const lender = lenders.sort((a, b) => a.distance - b.distance)[0]?.part
  if (!lender?.secret || (lender.id && lender.id !== owner.id)) return null
  return check(owner.id, lender.secret, owner.token ?? lender.token, isStore)
}

/** What half a set says about its account: the id and its own token, or each secret and token without an id. */
function halfOf(parts: readonly Part[], at: number): Partial<Part>[] {
  const owner = parts[at]
  if (owner) return [{ id: owner.id, token: owner.token }]
  return parts.map(({ secret, token }) => ({ secret, token }))
}

function check(id: string, secret: string, token: string | undefined, isStore: boolean): Keys | Refused {
  const values = token ? [id, secret, token] : [id, secret]
  // The password of another store than AWS may have blanks inside.
  const strict = isStore
    ? [id, token ?? '', isMalformed(secret.replace(/(?<=[!-~]) (?=[!-~])/g, '')) ? secret : '']
    : values
  const codes = [
    strict.some(isMalformed) ? 'invalid-value' : '',
    values.some(isPlaceholder) ? 'placeholder-value' : '',
    id.startsWith('ASIA') && !token ? 'missing-session-token' : '',
    id.startsWith('AKIA') && token ? 'unexpected-session-token' : '',
  ].filter((code) => code !== '')
  return codes.length > 0 ? refused(...codes) : { mode: 'project', id, secret, token: token ?? null }
}

const isMalformed = (value: string) => Array.from(value).some((letter) => letter <= ' ' || letter === '\x7f')
const isPlaceholder = (value: string) =>
  value.startsWith('your-') || value === 'changeme' || (value.startsWith('<') && value.endsWith('>'))
