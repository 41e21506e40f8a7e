import type { Profiles } from '../aws-config/profiles.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Credentials, isProjectOwned } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'

/** Warns if `~/.aws` does not have the project's profile, or would add an endpoint to the project's keys. */
export function checkProfiles(credentials: Credentials, profiles: Profiles, hasOwnEndpoint: boolean): Diagnostic[] {
  if (!isProjectOwned(credentials)) return []
  const { profile } = credentials
  if (profile) {
    const { unparsable } = profiles
    if (unparsable.length > 0) {
      return [credentialsDiagnostics.warning('aws-config-unparsable', profile.origin, { files: unparsable })]
    }
    const bare = withoutPrefix(profiles, profile.value)
    if (bare !== null) return [credentialsDiagnostics.warning('profile-with-prefix', profile.origin, { profile: bare })]
    const code = findProblem(profiles, profile.value)
    return code === null ? [] : [credentialsDiagnostics.warning(code, profile.origin, { profile: profile.value })]
  }
  // Next to keys no profile is active but [default], whose endpoint boto3 uses for everything.
  if (hasOwnEndpoint || profiles.endpoint('default') === undefined) return []
  return [credentialsDiagnostics.warning('default-endpoint', null)]
}

/** Why boto3 will fail with a profile; null if it is there, as far as its section tells. */
function findProblem(profiles: Profiles, name: string) {
  if (!profiles.readable) return null
  if (profiles.has(name)) {
    if (!profiles.hasCredentials(name)) return 'profile-without-credentials'
    return profiles.needsEnvironment(name) ? 'profile-needs-environment' : null
  }
  return profiles.hasWithoutPrefix(name) ? 'profile-without-prefix' : 'profile-not-found'
}

/** The name of a profile that was copied with the first word of its section, `[profile lab]`; null if it was not. */
function withoutPrefix(profiles: Profiles, name: string): string | null {
  const [, bare] = /^\[?profile\s+(.+?)\]?$/.exec(name) ?? []
  return bare !== undefined && profiles.readable && !profiles.has(name) && profiles.has(bare) ? bare : null
}
