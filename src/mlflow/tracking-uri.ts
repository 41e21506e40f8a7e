import { FOUND_VARIABLE } from '../credentials/identity-tag.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { byDefault, type Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { checkTrackingUri } from './check-tracking-uri.ts'
import { deriveTrackingUri, findUnusablePort } from './derived-address.ts'
import { mlflowDiagnostics } from './diagnostics.ts'
import { loopbackAddress, parseUrl } from './server-address.ts'
import { type FoundNote, findOtherServer, findOwnServer, findOwnServerAt } from './server-note.ts'

export const DEFAULT_TRACKING_URI = byDefault('http://localhost:5000')
const NAME = 'MLFLOW_TRACKING_URI'

export interface TrackingUri extends Sourced {
  /** Whether a person has named it; otherwise it was found, derived, or is the default. */
  readonly isNamed: boolean
}

export interface ResolvedTrackingUri {
  readonly trackingUri: TrackingUri
  /** The project's own server, if it is the one that is used. */
  readonly server: FoundNote | null
  readonly warnings: readonly Diagnostic[]
}

/** The servers of this user that run, and the project's directory with all links followed. */
export interface RunningServers {
  readonly notes: readonly FoundNote[]
  readonly project: string
}

/**
 * The tracking URI that somebody names; else the project's own running server; else what the server's settings of the
 * project lead to; else what an outer launcher has passed on; else the default.
 *
 * @param sources the highest first; the last one is what an outer launcher has made for its own project, if there is one
 * @param findRunning looks for servers; called only if nobody names an address elsewhere
 */
export function resolveTrackingUri(sources: readonly Source[], findRunning: () => RunningServers): ResolvedTrackingUri {
  const environments = sources.filter(({ kind }) => kind === 'environment')
  const outer = environments.length > 1 ? environments.at(-1) : undefined
  const own = sources.filter((source) => source !== outer)
  const named = find(own, NAME)
  if (named) {
    const server = findNamedServer(named.value, findRunning)
    return { trackingUri: { ...named, isNamed: true }, server, warnings: checkTrackingUri(named) }
  }
  const { notes, project } = findRunning()
  const server = findOwnServer(notes, project)
  if (server)
    return { trackingUri: { value: server.url, origin: { kind: 'server' }, isNamed: false }, server, warnings: [] }
  const passedOn = outer && find([outer], NAME)
  // An outer launcher has passed on the settings of its own project's files as well.
  const derived = deriveTrackingUri(outer ? own.filter(({ kind }) => kind === 'file') : own)
  const inherited = passedOn && passedOn.value !== DEFAULT_TRACKING_URI.value ? passedOn : null
  const isNamed = !derived && inherited !== null && inherited.value !== find(environments, FOUND_VARIABLE)?.value
  const uri = derived ?? inherited ?? DEFAULT_TRACKING_URI
  const trackingUri = { ...uri, isNamed }
  const other = trackingUri.isNamed ? null : findOtherServer(notes, project, uri.value)
  const port = derived ? null : findUnusablePort(outer ? own.filter(({ kind }) => kind === 'file') : own)
  const ignored = port ? [mlflowDiagnostics.warning('port-ignored', port.origin, { uri: uri.value })] : []
  if (!other) return { trackingUri, server, warnings: ignored }
  const data = { uri: uri.value, project: other.project }
  const warning = mlflowDiagnostics.warning('server-of-other-project', uri.origin, data)
  return { trackingUri, server, warnings: [...ignored, warning] }
}

/** The project's own server at an address that somebody names: only one on this machine can be. */
function findNamedServer(uri: string, findRunning: () => RunningServers): FoundNote | null {
  const { host } = parseUrl(uri) ?? { host: '' }
  if (loopbackAddress(host) === null) return null
  const { notes, project } = findRunning()
  return findOwnServerAt(notes, project, uri)
}
