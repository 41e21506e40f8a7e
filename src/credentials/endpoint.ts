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
  const { exported, ignored } = findNamed(sources, credentials)
  const isForAll = exported !== null && nameOf(exported.origin) === 'AWS_ENDPOINT_URL'
  const told = ignored ?? (isForAll ? exported : null)
  const warnings = told ? [warn(told, { used: told === exported })] : []
  const reads = exported === null && isProjectOwned(credentials) ? activeProfile : null
  return { exported, own: ownEndpoint(profiles, reads), warnings }
}

/** Whether the project names an endpoint, whatever a profile says. */
export function namesEndpoint(sources: readonly Source[], credentials: Credentials): boolean {
  return findNamed(sources, credentials).exported !== null
}

interface Named {
  readonly exported: Sourced | null
  /** In a file that speaks of another account too, so that it may be that account's. */
  readonly ignored: Sourced | null
}

function findNamed(sources: readonly Source[], credentials: Credentials): Named {
  const exported = find(sources, ENDPOINT) ?? null
  if (exported || !isProjectOwned(credentials)) return { exported, ignored: null }
  const files = sources.filter(({ kind }) => kind === 'file')
  const named = AWS_NAMES.map((name) => find(files, name)).find((found) => found !== undefined) ?? null
  if (OTHER_ACCOUNT.some((name) => find(files, name))) return { exported: null, ignored: named }
  return { exported: named, ignored: null }
}

const warn = ({ origin }: Sourced, data: { readonly used: boolean }) =>
  credentialsDiagnostics.warning('aws-endpoint-in-file', origin, data)

function ownEndpoint(profiles: Profiles, profile: string | null): Sourced | null {
  const value = profile === null ? undefined : profiles.endpoint(profile)
  return value === undefined || profile === null ? null : { value, origin: { kind: 'profile', name: profile } }
}
