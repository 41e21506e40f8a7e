import { type EnvironmentChange, leaveOut, toSetting, withSetting } from '../child-env/change.ts'
import { findPassedOn } from '../credentials/outer-launcher.ts'
import { mlflowDiagnostics } from '../mlflow/diagnostics.ts'
import { describeKey, KEY_VARIABLE } from '../mlflow/handed-key.ts'
import { type ForeignLogin, findForeignLogins, PASSWORD, TOKEN, USERNAME } from '../mlflow/logins.ts'
import { parseUrl } from '../mlflow/server-address.ts'
import { type FoundNote, keyFileOf } from '../mlflow/server-note.ts'
import { DEFAULT_TRACKING_URI, type TrackingUri } from '../mlflow/tracking-uri.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { looksLikeApiKey } from '../model/looks-like-key.ts'
import type { Origin } from '../model/origin.ts'
import { Secret } from '../model/secret.ts'
import { type Environment, find, type Source } from '../model/source.ts'
import { exists, findNetrcEntry, hasLoginFile } from './private-access.ts'
import { readOwnFile } from './read-own-file.ts'

/** How a command gets into its tracking server, as far as that differs from what the shell and the files say. */
export interface ServerAccess {
  readonly foreign: readonly ForeignLogin[]
  /** The key that the project's own server has for its user's commands; null for none. */
  readonly key: { readonly value: Secret; readonly uri: string } | null
  /** Whether the key has to go as a user's password, because a login in a file would take its place. */
  readonly isKeyPassword: boolean
  /** Whether the server was found by its note: it is on this machine, and no proxy is to see what goes there. */
  readonly isLocal: boolean
  readonly warnings: readonly Diagnostic[]
}

const SERVER: Origin = { kind: 'server' }
const KEY = "the key of this project's server"
const TELLS = 'tells a launcher inside which server the key is for; contains no secret'

/**
 * Finds what lets a command into its server. Only a server that asks for a key costs a look at a file.
 *
 * @param server the project's own, if the tracking URI was found by its note
 */
export function findServerAccess(
  hostContext: HostContext,
  sources: readonly Source[],
  trackingUri: TrackingUri,
  server: FoundNote | null,
): ServerAccess {
  const { value: uri } = trackingUri
  const foreign = findForeignLogins(hostContext.env, sources, uri)
  // What a launcher outside gave to its command is nothing to correct.
  const given = foreign.filter(({ isHanded }) => !isHanded)
  const aboutForeign = given.map((login) => {
    const data = { uri: login.uri, used: uri }
    return mlflowDiagnostics.warning('login-of-other-server', login.origin, data)
  })
  const isLocal = server !== null
  const none = { foreign, key: null, isKeyPassword: false, isLocal, warnings: aboutForeign }
  const found = (name: string) => {
    const login = foreign.find((each) => each.name === name)
    return login ? login.instead : find(sources, name)
  }
  const own = (name: string) => found(name)?.value ?? ''
  if (trackingUri.origin.kind === 'default') {
    const login = found(TOKEN) ?? (own(USERNAME) && found(PASSWORD))
    if (!login || isPassedOn(hostContext.env, login.origin)) return none
    return {
      ...none,
      warnings: [...aboutForeign, mlflowDiagnostics.warning('login-for-default', login.origin, { uri })],
    }
  }
  if (!server?.needsKey || own(TOKEN) !== '') return none
  const [user, password] = [own(USERNAME), own(PASSWORD)]
  // With the key as password, a user's name is as good.
  if (user !== '' && looksLikeApiKey(password)) return none
  const value = readLocalKey(server, hostContext.uid)
  const credentials = hasLoginFile(hostContext)
  const netrc = findNetrcEntry(hostContext, parseUrl(server.url)?.host ?? '')
  if (value === null) {
    const keyFile = keyFileOf(server.path)
    const unusable = exists(keyFile) ? keyFile : null
    const isAnswered = (user !== '' && password !== '') || credentials || netrc !== null
    const warning = mlflowDiagnostics.warning('server-needs-key', SERVER, { uri, unusable })
    return { ...none, warnings: isAnswered ? aboutForeign : [...aboutForeign, warning] }
  }
  // The same port of another loopback address is free to every user, and `localhost` may be either.
  if (parseUrl(uri)?.host !== parseUrl(server.url)?.host) {
    const warning = mlflowDiagnostics.warning('key-for-own-address', SERVER, { uri, own: server.url })
    return { ...none, warnings: [...aboutForeign, warning] }
  }
  const aboutNetrc = netrc === null ? [] : [mlflowDiagnostics.warning('netrc-beats-key', SERVER, netrc)]
  const key = { value, uri: server.url }
  return { foreign, key, isKeyPassword: credentials, isLocal, warnings: [...aboutForeign, ...aboutNetrc] }
}

/** Whether a launcher outside has passed on the same login with the default address, and has warned of it. */
function isPassedOn(env: Environment, { kind }: Origin): boolean {
  return kind === 'environment' && findPassedOn(env, DEFAULT_TRACKING_URI.value).has('MLFLOW_TRACKING_URI')
}

/** The key in the file next to a note; null if there is none, or if anybody else could have read or written it. */
function readLocalKey({ path }: FoundNote, uid: number | null): Secret | null {
  const text = uid === null ? null : readOwnFile(keyFileOf(path), uid, 0o077)
  const key = text?.trim() ?? ''
  return looksLikeApiKey(key) && /^\w+$/.test(key) ? new Secret(key) : null
}

/** The change with the logins that are for the server in use, and with no others. */
export function changeForServerAccess(
  parent: Environment,
  change: EnvironmentChange,
  { foreign, key, isKeyPassword }: ServerAccess,
): EnvironmentChange {
  const names = foreign.map(({ name }) => name)
  if (foreign.some(({ isHanded }) => isHanded)) names.push(KEY_VARIABLE)
  const reasons = new Map(names.map((name) => [name, 'a login for another server']))
  const cleared = foreign.length === 0 ? change : leaveOut(parent, change, reasons)
  const own = foreign.reduce((made, { name, instead }) => {
    return instead ? withSetting(made, name, toSetting(instead.value, 'a login for this server', instead.origin)) : made
  }, cleared)
  if (key === null) return own
  const rivals = new Map([USERNAME, PASSWORD].map((name) => [name, 'it would take the place of the key']))
  const told = withSetting(own, KEY_VARIABLE, toSetting(describeKey(key.value, key.uri), TELLS, SERVER))
  const alone = withSetting(leaveOut(parent, told, rivals), TOKEN, toSetting(key.value, KEY, SERVER))
  if (!isKeyPassword) return alone
  const named = withSetting(alone, USERNAME, toSetting('with-mlflow-env', KEY, SERVER))
  return withSetting(named, PASSWORD, toSetting(key.value, `${KEY}; ~/.mlflow/credentials has a login`, SERVER))
}
