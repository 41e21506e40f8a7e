import type { RunWithServer } from '../configure/command-with-server.ts'
import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin, formatUri, printable } from '../model/format.ts'
import { find } from '../model/source.ts'
import { accountRows, changeLines, row } from './config-rows.ts'
import { privateServerText } from './private-server-text.ts'
import { describeStorage } from './storage.ts'

/**
 * What `config` prints: the block with where each value came from, and what becomes of the environment.
 *
 * @param configuration the command's
 * @param withServer the run if it has a private server
 */
export function configText(configuration: Configuration, withServer: RunWithServer | null = null): string {
  const { trackingUri, artifactRoot, files, change } = configuration
  const address = withServer
    ? `a free port of ${withServer.server.settings.host.value}, chosen at the start`
    : formatUri(trackingUri.value)
  const lines = [
    'MLflow Configuration:',
    row('Project', printable(configuration.project)),
    row('Files', files.length > 0 ? files.map(({ display }) => printable(display)).join(', ') : 'none'),
    row('Tracking URI', address, formatOrigin(trackingUri.origin)),
    ...tokenRows(configuration),
    row('Storage Type', describeStorage(configuration)),
    row(
      'Artifact Root',
      artifactRoot ? formatUri(artifactRoot.value) : 'none named',
      artifactRoot && formatOrigin(artifactRoot.origin),
    ),
    ...accountRows(configuration),
    ...changeLines(change, "the command's environment"),
  ]
  return `${lines.join('\n')}\n${withServer ? privateServerText(withServer) : ''}`
}

/** Where the token for the server comes from, and nothing of it. */
function tokenRows({ change, sources }: Configuration): string[] {
  const set = change.set.get('MLFLOW_TRACKING_TOKEN')
  const found = set
    ? set.origin
    : change.unset.has('MLFLOW_TRACKING_TOKEN')
      ? null
      : find(sources, 'MLFLOW_TRACKING_TOKEN')?.origin
  return found ? [row('Tracking Token', 'set', formatOrigin(found))] : []
}
