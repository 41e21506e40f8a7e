import type { Profiles } from '../aws-config/profiles.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { Credentials, RegionPolicy } from './credentials.ts'
import { DEFAULT_REGION } from './project-variables.ts'

/** What the child's region variables become. */
export interface Region {
  /** Both names are set to it; null: neither is. */
  readonly exported: Sourced | null
  /** In force through a profile of its own, and so not exported. */
  readonly own: Sourced | null
}

/** Every variable that names a region, the highest first. */
export const REGION_VARIABLES = [DEFAULT_REGION, 'AWS_DEFAULT_REGION', 'AWS_REGION'] as const
/** S3 signs with it if nothing else is named, and it is what boto3's own examples use. */
export const STANDARD_REGION: Sourced = { value: 'us-east-1', origin: { kind: 'default' } }

/** Keys say nothing about a region, unlike a profile. */
export const REGION_OF_KEYS: RegionPolicy = {
  variables: REGION_VARIABLES,
  fallback: STANDARD_REGION,
  ifUnknown: 'none named',
}

/** boto3 reads `AWS_DEFAULT_REGION` only, most other SDKs `AWS_REGION`: the child gets both, equal, or neither. */
export function resolveRegion(sources: readonly Source[], credentials: Credentials, profiles: Profiles): Region {
  const { region, activeProfile } = credentials
  for (const name of region.variables) {
    const exported = find(sources, name)
    if (exported) return { exported, own: null }
  }
  const value = activeProfile === null ? undefined : profiles.region(activeProfile)
  if (value === undefined || activeProfile === null) return { exported: region.fallback, own: null }
  return { exported: null, own: { value, origin: { kind: 'profile', name: activeProfile } } }
}
