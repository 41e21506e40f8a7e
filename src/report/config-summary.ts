import type { Configuration } from '../configure/configuration.ts'
import { lastFour } from '../credentials/credentials.ts'
import { formatOrigin, printable } from '../model/format.ts'
import { withoutUserInfo } from '../model/uri.ts'

/** The configuration block that a run prints. */
export function blockText(configuration: Configuration): string {
  const { trackingUri, endpoint } = configuration
  const lines = [
    'MLflow Configuration:',
    `  Tracking URI: ${uri(trackingUri.value)}`,
    `  Storage Type: ${storageType(configuration)}`,
    `  AWS Credentials: ${credentials(configuration)}`,
    `  AWS Region: ${region(configuration)}`,
  ]
  if (endpoint) lines.push(`  S3 Endpoint: ${uri(endpoint.value)}`)
  return `${lines.join('\n')}\n`
}

export function uri(value: string): string {
  return printable(withoutUserInfo(value))
}

/** Where artifacts go, as far as the client's settings tell. */
export function storageType({ artifactRoot, trackingUri, identity }: Configuration): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(artifactRoot?.value ?? '')?.[1]?.toLowerCase()
  if (scheme === 's3') return 'S3 (Remote)'
  if (scheme === 'mlflow-artifacts') return "the server's own (proxied)"
  if (scheme && scheme !== 'file' && scheme.length > 1) return `${scheme} (Remote)`
  if (artifactRoot) return 'files (Local)'
  if (!/^https?:/i.test(trackingUri.value))
    return /^databricks/.test(trackingUri.value) ? 'Databricks' : 'files (Local)'
  return identity.mode === 'ambient' ? 'decided by the server' : 'S3 (Remote)'
}

export function credentials({ identity, options }: Configuration): string {
  if (options.keepAws) return `left as they are (${formatOrigin(options.keepAws)})`
  const outer = 'nested' in identity && identity.nested
  switch (identity.mode) {
    case 'project':
      return outer ? 'project-specific (from the launcher outside)' : 'project-specific (MLFLOW_AWS_*)'
    case 'profile':
      return `project-specific (profile ${printable(identity.profile.value)})`
    case 'global':
      return identity.accessKeyId ? 'global (AWS_*)' : 'global (AWS_*), incomplete: boto3 falls through to ~/.aws'
    case 'ambient':
      return identity.profile
        ? `ambient (AWS_PROFILE ${printable(identity.profile.value)})`
        : "ambient (boto3's own chain: ~/.aws or a role)"
  }
}

export function region({ region, options, identity }: Configuration): string {
  if (options.keepAws) return `left as it is (${formatOrigin(options.keepAws)})`
  if (region.exported) return printable(region.exported.value)
  if (region.own) return `${printable(region.own.value)} (the profile's own)`
  return identity.mode === 'profile' ? "the profile's own" : 'none named'
}

/** The last four characters of the key id, for the detailed report. */
export function keyIdEnd({ identity }: Configuration): string | null {
  const id = 'accessKeyId' in identity ? identity.accessKeyId?.value : undefined
  return id ? lastFour(id) : null
}
