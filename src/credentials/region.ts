import type { Profiles } from '../aws-config/profiles.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { Identity } from './credentials.ts'
import { activeProfile, ownedNames } from './shell.ts'

/** What the child's region variables become. */
export interface Region {
  /** Both names are set to it; null: neither is. */
  readonly exported: Sourced | null
  /** In force by a profile of its own, and so not exported. */
  readonly own: Sourced | null
}

const PROJECT = ['MLFLOW_AWS_DEFAULT_REGION'] as const
const SHELL = ['AWS_DEFAULT_REGION', 'AWS_REGION'] as const
/** S3 signs with it where nothing else is named, and it is what boto3's own examples take. */
const DEFAULT: Sourced = { value: 'us-east-1', origin: { kind: 'default' } }

/** boto3 reads `AWS_DEFAULT_REGION` only, most other SDKs `AWS_REGION`: the child gets both, equal, or neither. */
export function resolveRegion(sources: readonly Source[], identity: Identity, profiles: Profiles): Region {
  const named = first(sources, identity.mode === 'profile' ? PROJECT : [...PROJECT, ...SHELL])
  const active = activeProfileName(identity)
  const region = active === null ? undefined : profiles.region(active)
  if (named) return { exported: named, own: null }
  if (region !== undefined && active !== null) {
    return { exported: null, own: { value: region, origin: { kind: 'profile', name: active } } }
  }
  return { exported: identity.mode === 'project' || identity.mode === 'global' ? DEFAULT : null, own: null }
}

/** The profile that botocore takes its settings from; null where the child has no config files. */
export function activeProfileName(identity: Identity): string | null {
  if (identity.mode === 'project') return null
  if (identity.mode === 'profile') return identity.profile.value
  if (ownedNames(identity).length === 0) return 'default'
  return (identity.owner && activeProfile(identity.owner)?.value) ?? 'default'
}

function first(sources: readonly Source[], names: readonly string[]): Sourced | undefined {
  for (const name of names) {
    const found = find(sources, name)
    if (found) return found
  }
  return undefined
}
