import { findProblem } from '../../model/check-value.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { valueDiagnostics } from '../../model/diagnostics.ts'
import type { Sourced } from '../../model/origin.ts'
import { findIn, type Source } from '../../model/source.ts'
import { findWrongShape } from '../../model/value-shape.ts'
import { suffixOf } from '../credentials.ts'
import { credentialsDiagnostics } from '../diagnostics.ts'
import { keysTag, outerTag } from '../identity-tag.ts'
import type { CredentialsProvider, Provided, ProviderInput } from '../provider.ts'
import { REGION_OF_KEYS } from '../region.ts'
import { droppedFromEnvironment, findShellOwner, KEY_SET, SHELL_KEYS, shellProfile, shellSet } from '../shell-set.ts'

/** The `AWS_*` keys as they are, of the shell or of a file. They may be incomplete: boto3 decides what comes of it. */
export const global = {
  inputs: [],
  isFallBack: true,
  find(input: ProviderInput): Provided<'global'> | null {
    const owner = findShellOwner(input)
    if (!owner) return null
    const id = findIn(owner, 'AWS_ACCESS_KEY_ID')
    const keys = id ?? findIn(owner, 'AWS_SECRET_ACCESS_KEY')
    if (!keys) return null
    const suffix = id ? suffixOf(id.value) : null
    const credentials = {
      mode: 'global',
      description: id ? 'global (AWS_*)' : 'global (AWS_*), incomplete: boto3 falls through to ~/.aws',
      column: 'global',
      variables: new Map(),
      origins: new Map(id ? [['AWS_ACCESS_KEY_ID', id.origin]] : []),
      shellSet: shellSet(owner, KEY_SET, 'the key set'),
      tag: `global:${suffix ?? ''}`,
      nested: false,
      accessKeyIdSuffix: suffix,
      hasSessionToken: Boolean(findIn(owner, 'AWS_SECURITY_TOKEN') ?? findIn(owner, 'AWS_SESSION_TOKEN')),
      profile: null,
      activeProfile: shellProfile(owner)?.value ?? 'default',
      isKnown: true,
      region: REGION_OF_KEYS,
      needsSupervisor: false,
    } as const
    const dropped = droppedFromEnvironment(input.sources, owner, keys.origin)
    return {
      credentials,
      warnings: [...dropped, ...missingHalf(owner), ...staleOuterKeys(owner, id), ...invalidKeys(owner)],
    }
  },
} as const satisfies CredentialsProvider

function missingHalf(owner: Source): Diagnostic[] {
  const pair = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const
  const having = pair.flatMap((name) => findIn(owner, name)?.origin ?? [])
  const missing = pair.filter((name) => !findIn(owner, name))
  return missing.map((name) =>
    credentialsDiagnostics.warning('incomplete-credentials', null, { missing: name, having }),
  )
}

/**
 * Someone exported another key id inside a launcher. The secret and the token next to it may still be the outer launcher's,
 * of another account.
 */
function staleOuterKeys(owner: Source, id: Sourced | undefined): Diagnostic[] {
  const tag = outerTag(owner.kind === 'environment' ? owner : undefined)
  if (!id || !tag.startsWith('project:') || tag === keysTag(id.value)) return []
  const names = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']
  const others = names.flatMap((name) => findIn(owner, name)?.origin ?? [])
  return others.length > 0 ? [credentialsDiagnostics.warning('stale-outer-credentials', id.origin, { others })] : []
}

function invalidKeys(owner: Source): Diagnostic[] {
  return SHELL_KEYS.flatMap((name) => {
    const part = findIn(owner, name)
    const problem = part && (findWrongShape(part.value, 'key') ?? findProblem(part.value))
    return problem ? [valueDiagnostics.warning('invalid-value', part.origin, { problem })] : []
  })
}
