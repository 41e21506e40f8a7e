import { FOUND_VARIABLE } from '../credentials/identity-tag.ts'
import { findPassedOn } from '../credentials/outer-launcher.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { type Environment, find, findEach, type Source } from '../model/source.ts'
import { KEY_VARIABLE, serverOfKey } from './handed-key.ts'
import { isSameServer } from './key-destinations.ts'
import { isSameHost, parseUrl } from './server-address.ts'
import { DEFAULT_TRACKING_URI } from './tracking-uri.ts'

export const TOKEN = 'MLFLOW_TRACKING_TOKEN'
export const USERNAME = 'MLFLOW_TRACKING_USERNAME'
export const PASSWORD = 'MLFLOW_TRACKING_PASSWORD'
const TRACKING_URI = 'MLFLOW_TRACKING_URI'

/** A part of a login that is not for the server in use. */
export interface ForeignLogin {
  readonly name: string
  readonly origin: Origin
  /** The server that it is for. */
  readonly uri: string
  /** What the command gets of a lower source instead; null for nothing. */
  readonly instead: Sourced | null
  /** Whether a launcher has given it to its command, for that server alone. */
  readonly isHanded: boolean
}

/**
 * Finds logins that were set together with another tracking URI than the one in use: the shell's next to its own address
 * that a file overrides, a project's file's next to one that the shell overrides, those of a project outside. Sent to the
 * server in use, they would be given away. A login without an address next to it is for any server, and a key that a
 * launcher outside has given is for its server alone.
 *
 * @param parent the launcher's own environment
 * @param sources the highest first
 * @param used the tracking URI in use
 */
export function findForeignLogins(parent: Environment, sources: readonly Source[], used: string): ForeignLogin[] {
  // Nearly always there is none.
  const names = [TOKEN, USERNAME, PASSWORD].filter((name) => find(sources, name))
  if (names.length === 0) return []
  const passedOn = findPassedOn(parent, DEFAULT_TRACKING_URI.value)
  const ofFiles = find(
    sources.filter(({ kind }) => kind === 'file'),
    TRACKING_URI,
  )?.value
  const isOutersWord = (name: string) =>
    passedOn.has(TRACKING_URI) && parent[TRACKING_URI] !== parent[FOUND_VARIABLE] && !passedOn.has(name)
  const uriOf = ({ origin }: Sourced, name: string) =>
    origin.kind === 'file' ? ofFiles : isOutersWord(name) ? undefined : parent[TRACKING_URI]
  const handedFor = ({ value, origin }: Sourced, name: string) => {
    if (origin.kind === 'file') return null
    return serverOfKey(parent[KEY_VARIABLE], name === USERNAME ? parent[PASSWORD] : value)
  }
  const isElsewhere = (found: Sourced, name: string) => {
    const server = handedFor(found, name)
    return server === null ? leadsElsewhere(uriOf(found, name), used) : !isSameServer(used, server)
  }
  return names.flatMap((name) => {
    const each = findEach(sources, name).filter(({ value }) => value !== '')
    const own = each.find((found) => !isElsewhere(found, name)) ?? null
    const [first] = each
    if (!first || first === own) return []
    const server = handedFor(first, name)
    const uri = server ?? uriOf(first, name) ?? ''
    return [{ name, origin: first.origin, uri, instead: own, isHanded: server !== null }]
  })
}

/** Whether both are servers, at different hosts or ports. */
function leadsElsewhere(uri: string | undefined, used: string): boolean {
  const [there, here] = [parseUrl(uri ?? ''), parseUrl(used)]
  return there !== null && here !== null && !(there.port === here.port && isSameHost(there.host, here.host))
}
