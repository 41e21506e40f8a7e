// "Identity: one atomic set", as far as the project's own names go.
import { highest } from './expected-settings.ts'
import type { Refused } from './outcome.ts'
import type { Env } from './python-worker.ts'

export type ProjectIdentity =
  | Refused
  | { readonly mode: 'none' }
  | { readonly mode: 'profile'; readonly profile: string }
  | { readonly mode: 'project'; readonly id: string; readonly secret: string; readonly token: string | null }

interface Part {
  readonly id: string | undefined
  readonly secret: string | undefined
  readonly token: string | undefined
  readonly profile: string | undefined
}

const refused = (...codes: string[]): Refused => ({ mode: 'refused', codes })

/** Each answer that the rules allow. */
export function projectIdentity(sources: readonly Env[]): ProjectIdentity[] {
  const parts = sources.map(partsOf)
  const withKeys = parts.findIndex(({ id, secret, token }) => id || secret || token)
  const withId = parts.findIndex(({ id }) => id)
  const withProfile = parts.findIndex(({ profile }) => profile)
  if (withKeys === -1 && withProfile === -1) return [{ mode: 'none' }]
  if (withProfile === -1) return fromKeys(parts, withId)
  const profile: ProjectIdentity = { mode: 'profile', profile: highest(sources, 'MLFLOW_AWS_PROFILE') ?? '' }
  if (withKeys === -1 || withProfile < withKeys) return [profile]
  if (withProfile === withKeys) return [refused('keys-and-profile')]
  // Keys stand above the profile. With an id they win; a secret or a token alone is half a set, or left aside.
  if (withId !== -1 && withId < withProfile) return fromKeys(parts, withId)
  const own = withId === withProfile ? refused('keys-and-profile') : profile
  return [own, refused('half-a-set', 'keys-and-profile')]
}

function partsOf(source: Env): Part {
  const value = (name: string) => source[`MLFLOW_AWS_${name}`] || undefined
  return {
    ...{ id: value('ACCESS_KEY_ID'), secret: value('SECRET_ACCESS_KEY'), token: value('SESSION_TOKEN') },
    profile: value('PROFILE'),
  }
}

function fromKeys(parts: readonly Part[], at: number): ProjectIdentity[] {
  const owner = parts[at]
  if (!owner?.id) return [refused('half-a-set')]
  if (owner.secret) return [check(owner.id, owner.secret, owner.token)]
  const others = parts.flatMap((part, index) =>
    part !== owner && part.secret ? [{ part, distance: Math.abs(index - at) }] : [],
  )
  const nearest = Math.min(...others.map(({ distance }) => distance))
  const lenders = others.filter(({ distance }) => distance === nearest)
  if (lenders.length === 0) return [refused('half-a-set')]
  return lenders.map(({ part }) => {
    if (part.id && part.id !== owner.id) return refused('half-a-set')
    return check(owner.id ?? '', part.secret ?? '', owner.token ?? part.token)
  })
}

function check(id: string, secret: string, token: string | undefined): ProjectIdentity {
  if (id.startsWith('ASIA') && !token) return refused('token-missing')
  if (id.startsWith('AKIA') && token) return refused('token-unexpected')
  return { mode: 'project', id, secret, token: token ?? null }
}
