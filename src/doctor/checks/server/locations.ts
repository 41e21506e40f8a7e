import { isProjectOwned } from '../../../credentials/credentials.ts'
import { tryStat } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { installCommand } from '../../../mlflow/install-command.ts'
import { schemeOf } from '../../../mlflow/scheme.ts'
import { loopbackAddress, parseUrl } from '../../../mlflow/server-address.ts'
import { formatUri, quote } from '../../../model/format.ts'
import type { DoctorContext } from '../../context.ts'
import { hasBoto3 } from '../../installation.ts'
import { parseSession } from '../../session.ts'

/** How clients reach a location: through the server, by themselves, or on a disk. */
export type ArtifactMode = 'proxied' | 'direct' | 'disk'

export function modeOf(location: string): ArtifactMode {
  const scheme = schemeOf(location)
  if (scheme === 'mlflow-artifacts' || scheme === 'http' || scheme === 'https') return 'proxied'
  return scheme === '' || scheme === 'file' ? 'disk' : 'direct'
}

/** The bucket of a location, without what is below it. */
export function storeOf(location: string): string {
  return formatUri(/^[a-z0-9+.-]+:\/\/[^/?#]+/i.exec(location)?.[0] ?? location)
}

/** Why a client does not reach a location by itself. */
export interface Obstacle {
  /** The end of a sentence about the location. */
  readonly found: string
  /** Empty if only the location can be changed. */
  readonly remedy: string
}

/** @returns null if nothing is known that keeps a client from it */
export async function findObstacle(
  location: string,
  address: string,
  context: DoctorContext,
): Promise<Obstacle | null> {
  if (modeOf(location) === 'disk') return findDiskObstacle(location, address)
  if (schemeOf(location) !== 's3') return null
  const installation = await context.probe.installation()
  if (!hasBoto3(installation)) {
    const found = `boto3 is not installed for ${quote(installation.python)}`
    return { found, remedy: installCommand(installation, 'boto3') }
  }
  const { configuration } = context.run
  if (configuration && isProjectOwned(configuration.credentials)) return null
  const session = await context.probe.ask('session').then(parseSession, () => null)
  if (!session?.finding) return null
  return {
    found: "this project has no credentials, so an artifact ends with 'Unable to locate credentials'",
    remedy: "with-mlflow-env init, to name the project's keys",
  }
}

function findDiskObstacle(location: string, address: string): Obstacle | null {
  if (!isOnThisMachine(address)) {
    return { found: 'each client writes to a disk of its own, and the server never has the artifacts', remedy: '' }
  }
  const [, first] = /^(?:file:(?:\/\/(?:localhost)?)?)?(\/[^/]+)/.exec(location) ?? []
  if (first === undefined || tryStat(first)) return null
  return { found: `there is no ${quote(first)} here: the server is in a container, or sees another disk`, remedy: '' }
}

/** Whether the server and its clients share a disk. */
function isOnThisMachine(address: string): boolean {
  const url = parseUrl(address)
  return url !== null && (loopbackAddress(url.host) !== null || host.isOwnAddress(url.host.replace(/^\[|\]$/g, '')))
}
