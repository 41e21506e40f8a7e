import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin, formatSource, list, printable, unique } from '../model/format.ts'
import { credentials, keyIdEnd, region, storageType, uri } from './config-summary.ts'

/** What `config` prints: the block with where each value came from, and what becomes of the environment. */
export function configText(configuration: Configuration): string {
  const { identity, trackingUri, artifactRoot, endpoint, files, change } = configuration
  const end = keyIdEnd(configuration)
  const keepAws = configuration.options.keepAws
  const inForce = configuration.region.exported ?? configuration.region.own
  const lines = [
    'MLflow Configuration:',
    row('Project', printable(configuration.project)),
    row('Files', files.length > 0 ? files.map(({ display }) => printable(display)).join(', ') : 'none'),
    row('Tracking URI', uri(trackingUri.value), formatOrigin(trackingUri.origin)),
    row('Storage Type', storageType(configuration)),
    row(
      'Artifact Root',
      artifactRoot ? uri(artifactRoot.value) : 'none named',
      artifactRoot && formatOrigin(artifactRoot.origin),
    ),
    row('AWS Credentials', credentials(configuration), keepAws ? null : origins(configuration)),
    ...(end && !keepAws ? [row('Access Key ID', `…${printable(end)}`)] : []),
    ...(identity.mode === 'project' ? [row('Session Token', identity.sessionToken ? 'yes' : 'none')] : []),
    row('AWS Region', region(configuration), inForce && !keepAws ? formatOrigin(inForce.origin) : null),
    row(
      'S3 Endpoint',
      endpoint ? uri(endpoint.value) : identity.mode === 'project' && !keepAws ? 'AWS' : 'none named by the project',
      endpoint && formatOrigin(endpoint.origin),
    ),
  ]
  const unset = Array.from(change.unset, ([name, why]) => `    ${printable(name)}: ${why}`).sort()
  // That the launcher's own input stays with the launcher is no news.
  const news = change.withheld.filter(({ origin }) => origin.kind !== 'file' || !/^MLFLOW_AWS_/i.test(origin.name))
  const withheld = news.map(({ origin, why }) => `    ${formatOrigin(origin)}: ${why}`)
  if (unset.length > 0) lines.push("  Taken out of the command's environment:", ...unset)
  if (withheld.length > 0) lines.push('  Not handed on from files:', ...withheld)
  return `${lines.join('\n')}\n`
}

function row(label: string, value: string, origin?: string | null): string {
  return `  ${label}: ${value}${origin ? ` (${origin === 'the default' ? origin : `from ${origin}`})` : ''}`
}

function origins({ identity }: Configuration): string | null {
  switch (identity.mode) {
    case 'project': {
      const parts = [identity.accessKeyId, identity.secretAccessKey, identity.sessionToken]
      return list(unique(parts.flatMap((part) => (part ? formatSource(part.origin) : []))))
    }
    case 'global':
      return identity.accessKeyId ? formatSource(identity.accessKeyId.origin) : null
    default:
      return identity.profile ? formatOrigin(identity.profile.origin) : null
  }
}
