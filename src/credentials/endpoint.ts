import type { Profiles } from '../aws-config/profiles.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { type Credentials, isProjectOwned } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'

export const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'

/** The endpoint for S3. */
export interface Endpoint {
  /** Named by the project: the command's variables are set to it. */
  readonly exported: Sourced | null
  /** In force through a profile that the command reads, and so not exported. */
  readonly own: Sourced | null
  readonly warnings: readonly Diagnostic[]
}

/** AWS's own names for it, the one for S3 alone first. */
const AWS_NAMES = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL']
/** With one of these, a file speaks of another account next to the project's. */
const OTHER_ACCOUNT = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']

/**
 * The endpoint in botocore's order: a variable, then the profile's.
 *
 * @param activeProfile the profile that the command's botocore reads; null if it reads none
 */
export function resolveEndpoint(
  sources: readonly Source[],
  credentials: Credentials,
  profiles: Profiles,
  activeProfile: string | null,
): Endpoint {
  const exported = find(sources, ENDPOINT) ?? null
  if (exported || !isProjectOwned(credentials)) return { exported, own: null, warnings: [] }
  const files = sources.filter(({ kind }) => kind === 'file')
  const named = AWS_NAMES.map((name) => find(files, name)).find((found) => found !== undefined)
  if (named) {
    const used = !OTHER_ACCOUNT.some((name) => find(files, name))
    const data = { used }
    if (!used) return { ...ownEndpoint(profiles, activeProfile), warnings: [warn(named, data)] }
    return { exported: named, own: null, warnings: nameOf(named.origin) === AWS_NAMES[0] ? [] : [warn(named, data)] }
  }
  return { ...ownEndpoint(profiles, activeProfile), warnings: [] }
}

const warn = ({ origin }: Sourced, data: { readonly used: boolean }) =>
  credentialsDiagnostics.warning('aws-endpoint-in-file', origin, data)

function ownEndpoint(profiles: Profiles, profile: string | null): Omit<Endpoint, 'warnings'> {
  const value = profile === null ? undefined : profiles.endpoint(profile)
  const own =
    value === undefined || profile === null ? null : { value, origin: { kind: 'profile', name: profile } as const }
  return { exported: null, own }
}
