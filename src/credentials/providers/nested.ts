import { findEnvironment } from '../../model/source.ts'
import { keyCredentials } from '../keys.ts'
import { findOuterKeys, findOuterProfile } from '../outer-credentials.ts'
import type { CredentialsProvider, Provided, ProviderInput } from '../provider.ts'
import { profileCredentials } from './profile.ts'

/** What an outer launcher passed on, as in `with-mlflow-env make train`, where the Makefile uses the launcher too. */
export const nested = {
  inputs: [],
  isFallBack: false,
  find({ sources }: ProviderInput): Provided<'project' | 'profile'> | null {
    const environment = findEnvironment(sources)
    const keys = findOuterKeys(environment)
    if (keys) return { credentials: keyCredentials(keys, true), warnings: [] }
    const profile = findOuterProfile(environment)
    return profile && { credentials: profileCredentials(profile, true), warnings: [] }
  },
} as const satisfies CredentialsProvider
