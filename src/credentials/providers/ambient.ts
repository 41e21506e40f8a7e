import { formatProfile } from '../../model/format.ts'
import type { CredentialsProvider, Provided, ProviderInput } from '../provider.ts'
import { REGION_VARIABLES } from '../region.ts'
import { droppedFromEnvironment, findShellOwner, KEY_SET, PROFILE_SET, shellProfile, shellSet } from '../shell-set.ts'

/** No keys anywhere: boto3's own chain decides (a profile, the role of a container, a cluster or an instance). */
export const ambient = {
  inputs: [],
  isFallBack: true,
  find(input: ProviderInput): Provided<'ambient'> {
    const owner = findShellOwner(input)
    const named = owner && shellProfile(owner)
    const credentials = {
      mode: 'ambient',
      description: named
        ? `ambient (AWS_PROFILE ${formatProfile(named.value)})`
        : "ambient (boto3's own chain: ~/.aws or a role)",
      column: 'global',
      variables: new Map(),
      origins: new Map(named ? [['AWS_PROFILE', named.origin]] : []),
      // The shell's AWS_CONFIG_FILE applies to a profile that a file names. A file's does not apply to the shell's own profile.
      shellSet: owner
        ? shellSet(owner, owner.kind === 'environment' ? PROFILE_SET : KEY_SET, named ? 'the profile' : 'the key set')
        : null,
      tag: 'ambient:',
      nested: false,
      accessKeyIdSuffix: null,
      hasSessionToken: false,
      profile: named ?? null,
      activeProfile: named?.value ?? 'default',
      isKnown: false,
      region: { variables: REGION_VARIABLES, fallback: null, ifUnknown: 'none named' },
      needsSupervisor: false,
    } as const
    return { credentials, warnings: named ? droppedFromEnvironment(input.sources, owner, named.origin) : [] }
  },
} as const satisfies CredentialsProvider
