import { type Profiles, parseProfiles } from '../aws-config/profiles.ts'
import { inherit } from '../child-env/build.ts'
import { type Credentials, isProjectOwned } from '../credentials/credentials.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Source } from '../model/source.ts'
import type { Options } from '../options/resolve.ts'
import { readProfiles } from './read-aws-profiles.ts'

/** The profiles that the command will have: none if it does not get to read `~/.aws`, which is not read then. */
export function readActiveProfiles(
  hostContext: HostContext,
  sources: readonly Source[],
  credentials: Credentials,
  options: Options,
): Profiles {
  if (credentials.activeProfile === null && !options.keepAwsConfig) return parseProfiles(undefined, undefined)
  return readProfiles(hostContext, (name) => {
    const value = inherit(sources, credentials, name).inherited?.value
    // The command does not get an empty variable of the shell next to the project's credentials.
    return isProjectOwned(credentials) && value === '' ? undefined : value
  })
}
