import { type Hint, refuse } from '../model/failure.ts'
import type { Origin } from '../model/origin.ts'
import { findEach, findEnvironment, findIn, type Source } from '../model/source.ts'
import type { Warning } from '../model/warning.ts'
import {
  type AmbientIdentity,
  type GlobalIdentity,
  type Identity,
  lastFour,
  type ProfileIdentity,
  type ProjectIdentity,
} from './credentials.ts'
import { findNestedIdentity, MARKER } from './nested.ts'
import { findOwnIdentity, ID, PROFILE, SECRET } from './project.ts'
import { findShellIdentity } from './shell.ts'

export interface IdentityQuestion {
  /** The highest first; the real environment is one of them. */
  readonly sources: readonly Source[]
  /** Where `--strict` was asked for; null where it was not. */
  readonly strict: Origin | null
  /** Files of the same name further up, hidden by a nearer one, that hold project credentials. */
  readonly hidden: () => readonly { readonly origin: Origin; readonly nearer: string }[]
  /** Files that probably hold what is missing. */
  readonly hints: () => readonly Hint[]
}

export interface ResolvedIdentity {
  readonly identity: Identity
  readonly warnings: readonly Warning[]
}

/**
 * Decides whose account it is: the project's keys or profile, what a launcher outside handed on, the shell's keys, or
 * boto3's own chain. One whole set of one source's making, or a refusal; never topped up from the next.
 *
 * @throws {Refusal}
 */
export function resolveIdentity({ sources, strict, hidden, hints }: IdentityQuestion): ResolvedIdentity {
  const own = findOwnIdentity(sources)
  const environment = findEnvironment(sources)
  if (own.state === 'whole') {
    const outer = environment?.get(MARKER)?.value ?? ''
    return { identity: own.identity, warnings: [...own.warnings, ...differs(own.identity, outer)] }
  }
  const nested = environment && findNestedIdentity(environment, own.state === 'half' ? own.parts : [])
  if (nested) return { identity: nested, warnings: [] }
  if (own.state === 'half') refuse(own.failure)
  refuseSilentFallBack(sources, hidden)
  const shell = findShellIdentity(sources)
  const found = hints()
  if (strict) {
    const { mode } = shell.identity
    const origin = mode === 'global' ? shell.identity.accessKeyId?.origin : shell.identity.profile?.origin
    refuse({ code: 'strict', mode, found: origin ?? null, strict, hints: found })
  }
  const hinted = found.map((hint) => ({ code: 'missing-credentials-hint', hint }) as const)
  const empty = findEach(sources, PROFILE).map(({ origin }) => ({ code: 'empty-profile', origin }) as const)
  return { identity: shell.identity, warnings: [...shell.warnings, ...empty, ...leftovers(shell.identity), ...hinted] }
}

/** Whoever named credentials for the project did not want the shell's. */
function refuseSilentFallBack(sources: readonly Source[], hidden: IdentityQuestion['hidden']): void {
  const bare = (name: string) => sources.flatMap((source) => source.file?.bare.get(name) ?? [])
  const empty = [ID, SECRET].flatMap((name) => [...findEach(sources, name), ...bare(name)]).map((found) => found.origin)
  if (empty.length > 0) refuse({ code: 'empty-credentials', empty })
  const [first] = hidden()
  if (first) refuse({ code: 'hidden-credentials', hidden: first.origin, nearer: first.nearer })
}

/** Keys that somebody exported inside a launcher, beside what the launcher left there. */
function leftovers(identity: GlobalIdentity | AmbientIdentity): Warning[] {
  if (identity.mode !== 'global' || identity.owner.kind !== 'environment') return []
  const { owner, accessKeyId: id } = identity
  const outer = findIn(owner, MARKER)?.value
  if (!outer?.startsWith('project:') || !id || outer.endsWith(lastFour(id.value))) return []
  const names = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']
  const beside = names.flatMap((name) => findIn(owner, name)?.origin ?? [])
  return beside.length > 0 ? [{ code: 'left-from-outside', id: id.origin, beside }] : []
}

/** A launcher outside chose one account, this project's files name another: legitimate, but not to be silent about. */
function differs(identity: ProjectIdentity | ProfileIdentity, outer: string): Warning[] {
  if (!/^(?:project|profile):/.test(outer)) return []
  return mark(identity) === outer ? [] : [{ code: 'nested-differs', outer, inner: mark(identity) }]
}

/** The child's mark for an identity. */
export function mark(identity: Identity): string {
  if (identity.mode === 'profile') return `profile:${identity.profile.value}`
  if (identity.mode === 'ambient') return 'ambient:'
  return `${identity.mode}:${lastFour(identity.accessKeyId?.value ?? '')}`
}
