// What a profile says, and what botocore makes of it where nothing of the shell is in the way.

import type { Env } from './accounts.ts'
import { longTerm } from './accounts.ts'
import { accountEndpoint, highest } from './expected-settings.ts'
import type { Resolved } from './outcome.ts'
import type { Profile, World } from './world.ts'

export function profileOutcome(world: World, sources: readonly Env[], name: string): Resolved {
  const nothing = {
    mode: 'profile',
    profile: name,
    id: null,
    secret: null,
    token: null,
    region: null,
    endpoint: null,
  } as const
  // Empty names of files are taken out here; a path that leads nowhere stays.
  const seen = look(world, {
    config: !world.env.AWS_CONFIG_FILE,
    credentials: !world.env.AWS_SHARED_CREDENTIALS_FILE,
  })
  if (seen.broken) return { ...nothing, error: 'ConfigParseError' }
  const found = seen.find(name)
  if (!found) return { ...nothing, error: 'ProfileNotFound' }
  const keys = found.hasKeys ? longTerm(found.letter) : null
  return {
    mode: 'profile',
    profile: name,
    error: keys ? null : 'NoCredentialsError',
    id: keys?.id ?? null,
    secret: keys?.secret ?? null,
    token: null,
    region: highest(sources, 'MLFLOW_AWS_DEFAULT_REGION') ?? found.region,
    endpoint: accountEndpoint(world, sources) ?? (found.ignoresEndpoints ? null : found.endpoint),
  }
}

interface Seen {
  readonly broken: boolean
  find(
    name: string,
  ):
    | ({ hasKeys: boolean; letter: string; region: string | null } & Pick<Profile, 'endpoint' | 'ignoresEndpoints'>)
    | null
}

/** The profiles as far as their files are in reach. */
export function look({ profiles, brokenConfig }: World, reach: { config: boolean; credentials: boolean }): Seen {
  return {
    broken: brokenConfig && reach.config,
    find: (name) => {
      const profile = profiles.find((one) => one.name === name)
      if (!profile) return null
      const { letter, keysIn, region, regionIn, endpoint, ignoresEndpoints } = profile
      // The config file has a section for each.
      if (!reach.config && !(reach.credentials && inCredentials(profile))) return null
      return {
        letter,
        hasKeys: keysIn !== null && reach[keysIn],
        region: reach[regionIn] ? region : null,
        endpoint: reach.config ? endpoint : null,
        ignoresEndpoints: reach.config && ignoresEndpoints,
      }
    },
  }
}

/** Whether `~/.aws/credentials` has a section of the profile. */
export function inCredentials({ keysIn, region, regionIn }: Profile): boolean {
  return keysIn === 'credentials' || (region !== null && regionIn === 'credentials')
}
