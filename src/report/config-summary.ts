import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin, formatUri, printable } from '../model/format.ts'

/** The configuration block that a run prints. */
export function blockText(configuration: Configuration): string {
  const { trackingUri, endpoint } = configuration
  const lines = [
    'MLflow Configuration:',
    `  Tracking URI: ${formatUri(trackingUri.value)}`,
    `  Storage Type: ${storageType(configuration)}`,
    `  AWS Credentials: ${describeCredentials(configuration)}`,
    `  AWS Region: ${describeRegion(configuration)}`,
  ]
  if (endpoint) lines.push(`  S3 Endpoint: ${formatUri(endpoint.value)}`)
  return `${lines.join('\n')}\n`
}

/** Where artifacts go, as far as the client's settings say. */
export function storageType({ artifactRoot, trackingUri, credentials }: Configuration): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(artifactRoot?.value ?? '')?.[1]?.toLowerCase()
  if (scheme === 's3') return 'S3 (Remote)'
  if (scheme === 'mlflow-artifacts') return "the server's own (proxied)"
  if (scheme && scheme !== 'file' && scheme.length > 1) return `${scheme} (Remote)`
  if (artifactRoot) return 'files (Local)'
  if (!/^https?:/i.test(trackingUri.value))
    return /^databricks/.test(trackingUri.value) ? 'Databricks' : 'files (Local)'
  return credentials.isKnown ? 'S3 (Remote)' : 'decided by the server'
}

export function describeCredentials({ credentials, options }: Configuration): string {
  return options.keepAws ? `left as they are (${formatOrigin(options.keepAws)})` : credentials.description
}

export function describeRegion({ region, options, credentials }: Configuration): string {
  if (options.keepAws) return `left as it is (${formatOrigin(options.keepAws)})`
  if (region.exported) return printable(region.exported.value)
  return region.own ? `${printable(region.own.value)} (the profile's own)` : credentials.region.ifUnknown
}
