import type { Profiles } from '../aws-config/profiles.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Credentials, isProjectOwned } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'

/** Warns if `~/.aws` does not have the project's profile, or would add an endpoint to the project's keys. */
export function checkProfiles(credentials: Credentials, profiles: Profiles, hasOwnEndpoint: boolean): Diagnostic[] {
  if (!isProjectOwned(credentials)) return []
  const { profile } = credentials
  if (profile) {
    if (!profiles.readable || profiles.has(profile.value)) return []
    return [credentialsDiagnostics.warning('profile-not-found', profile.origin, { profile: profile.value })]
  }
  // Next to keys no profile is active but [default], whose endpoint boto3 uses for everything.
  if (hasOwnEndpoint || profiles.endpoint('default') === undefined) return []
  return [credentialsDiagnostics.warning('default-endpoint', null)]
}
