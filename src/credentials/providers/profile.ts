import { fail } from '../../model/diagnostic.ts'
import { formatProfile } from '../../model/format.ts'
import type { Sourced } from '../../model/origin.ts'
import type { Credentials } from '../credentials.ts'
import { credentialsDiagnostics } from '../diagnostics.ts'
import { profileTag } from '../identity-tag.ts'
import { wrapSecret } from '../keys.ts'
import { DEFAULT_REGION, locateProjectVariables, PROFILE } from '../project-variables.ts'
import type { CredentialsProvider, Provided, ProviderInput } from '../provider.ts'
import { checkProfile } from '../validate.ts'
import { ignoredParts } from './project.ts'

/** A profile of `~/.aws` that the project names. Keys and a profile in the source that wins are an error. */
export const profile = {
  inputs: [{ name: PROFILE, ifEmpty: 'warning' }],
  isFallBack: false,
  find({ sources }: ProviderInput): Provided<'profile'> | null {
    const { parts, profileAt, winner } = locateProjectVariables(sources)
    const { id, secret, token, profile: named } = parts[profileAt] ?? {}
    if (winner !== 'profile' || !named) return null
    const keys = id ?? secret ?? token
    if (keys)
      fail(credentialsDiagnostics.error('conflicting-credentials', null, { keys: keys.origin, profile: named.origin }))
    checkProfile(named)
    return {
      credentials: profileCredentials(named, false),
      warnings: ignoredParts(parts.slice(0, profileAt), named.origin),
    }
  },
} as const satisfies CredentialsProvider

export function profileCredentials(named: Sourced, nested: boolean): Credentials<'profile'> {
  return {
    mode: 'profile',
    description: `project-specific (profile ${formatProfile(named.value)})`,
    column: 'profile',
    variables: new Map([['AWS_PROFILE', wrapSecret(named)]]),
    origins: new Map([['AWS_PROFILE', named.origin]]),
    shellSet: null,
    tag: profileTag(named.value),
    nested,
    accessKeyIdSuffix: null,
    hasSessionToken: false,
    profile: named,
    activeProfile: named.value,
    isKnown: true,
    // The shell's region would replace the profile's own.
    region: { variables: [DEFAULT_REGION], fallback: null, ifUnknown: "the profile's own" },
    needsSupervisor: false,
  }
}
