import { type Diagnostic, fail } from '../../model/diagnostic.ts'
import type { Origin, Sourced } from '../../model/origin.ts'
import { findEnvironment } from '../../model/source.ts'
import { findStoreKind } from '../check-endpoint.ts'
import { credentialsDiagnostics } from '../diagnostics.ts'
import { type KeySet, keyCredentials } from '../keys.ts'
import { findOuterKeys, isPartOf } from '../outer-credentials.ts'
import {
  ACCESS_KEY_ID,
  locateProjectVariables,
  type ProjectParts,
  SECRET_ACCESS_KEY,
  SESSION_TOKEN,
} from '../project-variables.ts'
import type { CredentialsProvider, Provided, ProviderInput } from '../provider.ts'
import { checkKeys } from '../validate.ts'

/**
 * The keys that the project names, as one set.
 *
 * The highest source with an id owns the set. A missing secret may come from one other source, the nearest that has
 * one, if that source has no id of its own or the same one; a token comes only from the id's or the secret's source.
 * An incomplete set is an error, unless it is part of the very set that an outer launcher passed on. Nothing else
 * completes it.
 */
export const project = {
  inputs: [
    { name: ACCESS_KEY_ID, ifEmpty: 'error' },
    { name: SECRET_ACCESS_KEY, ifEmpty: 'error' },
    { name: SESSION_TOKEN, ifEmpty: 'nothing' },
  ],
  isFallBack: false,
  find({ sources }: ProviderInput): Provided<'project'> | null {
    const { parts, owner, winner } = locateProjectVariables(sources)
    if (winner !== 'keys') return null
    const set = owner === -1 ? setWithoutId(parts) : setOf(parts, owner)
    if ('incomplete' in set) {
      const outer = findOuterKeys(findEnvironment(sources))
      if (!outer || !set.having.every((part) => isPartOf(outer, part))) fail(set.incomplete)
      return { credentials: keyCredentials(outer, true), warnings: [] }
    }
    checkKeys(set, findStoreKind(sources))
    return {
      credentials: keyCredentials(set, false),
      warnings: ignoredParts(parts.slice(0, owner), set.id.origin, set),
    }
  },
} as const satisfies CredentialsProvider

interface IncompleteSet {
  readonly having: readonly Sourced[]
  readonly incomplete: Diagnostic
}

function setOf(parts: readonly ProjectParts[], owner: number): KeySet | IncompleteSet {
  const { id, secret, token } = parts[owner] ?? {}
  if (!id) throw new TypeError('an id was expected here')
  if (secret) return { id, secret, token }
  const secretSource = nearestWithSecret(parts, owner)
  if (secretSource?.secret && (secretSource.id === undefined || secretSource.id.value === id.value)) {
    return { id, secret: secretSource.secret, token: token ?? secretSource.token }
  }
  const data = { missing: SECRET_ACCESS_KEY, having: [id.origin], other: secretSource?.id?.origin ?? null }
  return {
    having: token ? [id, token] : [id],
    incomplete: credentialsDiagnostics.error('incomplete-credentials', null, data),
  }
}

function setWithoutId(parts: readonly ProjectParts[]): IncompleteSet {
  const having = secretsAndTokens(parts)
  const data = { missing: ACCESS_KEY_ID, having: having.map(({ origin }) => origin) }
  return { having, incomplete: credentialsDiagnostics.error('incomplete-credentials', null, data) }
}

/** The nearest by position in the list; of two equally near, the higher. */
function nearestWithSecret(parts: readonly ProjectParts[], owner: number): ProjectParts | undefined {
  for (let distance = 1; distance < parts.length; distance++) {
    for (const at of [owner - distance, owner + distance]) if (parts[at]?.secret) return parts[at]
  }
  return undefined
}

/** Warns of each secret and token above the source that won, unless it is part of the set. */
export function ignoredParts(above: readonly ProjectParts[], owner: Origin, used?: KeySet): Diagnostic[] {
  return secretsAndTokens(above)
    .filter((part) => part !== used?.secret && part !== used?.token)
    .map(({ origin }) => credentialsDiagnostics.warning('credential-ignored', origin, { owner }))
}

function secretsAndTokens(parts: readonly ProjectParts[]): Sourced[] {
  return parts.flatMap(({ secret, token }) => [secret, token].filter((part) => part !== undefined))
}
