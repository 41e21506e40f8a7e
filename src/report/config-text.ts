import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin, formatSource, formatUri, list, printable, unique } from '../model/format.ts'
import { describeCredentials, describeRegion } from './config-summary.ts'
import { type PrivateServerChange, privateServerLines } from './private-server.ts'
import { describeStorage } from './storage.ts'

/** What `config` prints: the block with where each value came from, and what becomes of the environment. */
export function configText(configuration: Configuration, privateServer: PrivateServerChange | null = null): string {
  const { credentials, trackingUri, artifactRoot, endpoint, files, change } = configuration
  const suffix = credentials.accessKeyIdSuffix
  const keepAws = configuration.options.keepAws
  const inForce = configuration.region.exported ?? configuration.region.own
  const lines = [
    'MLflow Configuration:',
    row('Project', printable(configuration.project)),
    row('Files', files.length > 0 ? files.map(({ display }) => printable(display)).join(', ') : 'none'),
    row('Tracking URI', formatUri(trackingUri.value), formatOrigin(trackingUri.origin)),
    row('Storage Type', describeStorage(configuration)),
    row(
      'Artifact Root',
      artifactRoot ? formatUri(artifactRoot.value) : 'none named',
      artifactRoot && formatOrigin(artifactRoot.origin),
    ),
    row('AWS Credentials', describeCredentials(configuration), keepAws ? null : origins(configuration)),
    ...(suffix !== null && !keepAws
      ? [
          row('Access Key ID', `…${printable(suffix)}`),
          row('Session Token', credentials.hasSessionToken ? 'yes' : 'none'),
        ]
      : []),
    row('AWS Region', describeRegion(configuration), inForce && !keepAws ? formatOrigin(inForce.origin) : null),
    row(
      'S3 Endpoint',
      endpoint ? formatUri(endpoint.value) : credentials.activeProfile === null ? 'AWS' : 'none named by the project',
      endpoint && formatOrigin(endpoint.origin),
    ),
  ]
  const unset = Array.from(change.unset, ([name, reason]) => `    ${printable(name)}: ${reason}`).sort()
  // That the launcher's own input stays with the launcher is no news.
  const news = change.withheld.filter(({ origin }) => origin.kind !== 'file' || !/^MLFLOW_AWS_/i.test(origin.name))
  const withheld = news.map(({ origin, reason }) => `    ${formatOrigin(origin)}: ${reason}`)
  if (unset.length > 0) lines.push("  Removed from the command's environment:", ...unset)
  if (withheld.length > 0) lines.push('  Not passed on from files:', ...withheld)
  lines.push(...privateServerLines(privateServer))
  return `${lines.join('\n')}\n`
}

function row(label: string, value: string, origin?: string | null): string {
  return `  ${label}: ${value}${origin ? ` (${origin === 'the default' ? origin : `from ${origin}`})` : ''}`
}

function origins({ credentials }: Configuration): string | null {
  const found = [...credentials.origins.values()]
  const [first] = found
  if (!first) return null
  return found.length === 1 ? formatOrigin(first) : list(unique(found.map(formatSource)))
}
