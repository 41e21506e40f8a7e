import type { Configuration } from '../configure/configuration.ts'
import type { TrackingUri } from '../mlflow/tracking-uri.ts'
import { formatFile, formatOrigin, formatRegion, formatUri, list, printable, unique } from '../model/format.ts'
import { describeStorage } from './storage.ts'

/** The configuration block that a run prints. */
export function blockText(configuration: Configuration): string {
  const { trackingUri, endpoint } = configuration
  const lines = [
    'MLflow Configuration:',
    `  Tracking URI: ${formatUri(trackingUri.value)}${whereFound(trackingUri)}`,
    `  Storage Type: ${describeStorage(configuration)}`,
    `  AWS Credentials: ${credentialsWithKey(configuration)}`,
    `  AWS Region: ${regionWithShell(configuration)}`,
  ]
  if (endpoint) {
    const { value, origin } = endpoint
    // A file's is expected. One of the environment may be left from another project.
    lines.push(
      `  S3 Endpoint: ${formatUri(value)}${origin.kind === 'environment' ? `, from ${formatOrigin(origin)}` : ''}`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** Nothing for an address that somebody has named as such, and for the default. */
function whereFound({ isNamed, origin }: TrackingUri): string {
  return isNamed || origin.kind === 'default' ? '' : ` (from ${formatOrigin(origin)})`
}

export function describeCredentials({ credentials, options }: Pick<Configuration, 'credentials' | 'options'>): string {
  return options.keepAws ? `left as they are (${formatOrigin(options.keepAws)})` : credentials.description
}

/** With the end of the key id, and the files it comes from: enough to see a wrong account before it is used. */
function credentialsWithKey(configuration: Configuration): string {
  const { credentials, options } = configuration
  const description = describeCredentials(configuration)
  if (options.keepAws) return description
  const suffix = credentials.accessKeyIdSuffix
  const places = credentials.nested ? [] : unique(Array.from(credentials.origins.values(), formatFile))
  const parts = [suffix === null ? '' : `key …${printable(suffix)}`, places.length > 0 ? `from ${list(places)}` : '']
  const details = parts.filter((part) => part !== '').join(' ')
  return details ? `${description}, ${details}` : description
}

export function describeRegion({
  region,
  options,
  credentials,
}: Pick<Configuration, 'region' | 'options' | 'credentials'>): string {
  if (options.keepAws) return `left as it is (${formatOrigin(options.keepAws)})`
  if (region.exported) return formatRegion(region.exported.value)
  return region.own ? `${formatRegion(region.own.value)} (the profile's own)` : credentials.region.ifUnknown
}

/** A region that only the shell names is easily another project's. */
function regionWithShell(configuration: Configuration): string {
  const { region, options } = configuration
  const origin = options.keepAws ? undefined : region.exported?.origin
  const isShells = origin?.kind === 'environment' && origin.name.startsWith('AWS_')
  return `${describeRegion(configuration)}${isShells ? `, from ${formatOrigin(origin)}` : ''}`
}
