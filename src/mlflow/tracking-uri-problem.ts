import { readOrdinaryUri } from '../model/ordinary-uri.ts'
import { differsByOne } from '../options/suggest-option.ts'
import { ARTIFACT_STORES, SUGGESTIONS } from './known-schemes.ts'
import { DATABASES } from './scheme.ts'

/** Why MLflow cannot use a tracking URI as it is written. What MLflow 3.17 does with each was tried. */
export type TrackingUriProblem =
  /** `localhost:5000`, `127.0.0.1`: a scheme that it does not know, or a directory of that name. */
  | 'no scheme'
  /** `http:/host`, `sqlite://mlflow.db`, `file://home/me`. */
  | 'wrong slashes'
  /** `http://host:99999`, `http://::1:5000`. */
  | 'not a URL'
  /** `http://host/#/experiments/1`, from a browser: MLflow's own path would follow the `#`. */
  | 'a page'
  /** `~/mlruns`: a directory called `~`. */
  | 'home directory'
  /** `s3://bucket`. */
  | 'artifact store'
  | 'unknown scheme'
  /** `postgresql://a:5432,b:5432/d`. */
  | 'several hosts'

export interface UnusableTrackingUri {
  readonly problem: TrackingUriProblem
  /** What was probably meant; null if that is not clear. It may hold a password. */
  readonly meant: string | null
  readonly scheme: string
}

/** Nearly every URI. */
function isOrdinaryUrl(uri: string): boolean {
  const ordinary = readOrdinaryUri(uri)
  return ordinary !== null && ordinary.scheme !== 's3'
}

const isPlainUrl = (text: string) =>
  /^https?:\/\/[A-Za-z0-9_-][A-Za-z0-9._-]*(?::\d{1,4})?(?:\/[A-Za-z0-9._~-]*)*$/.test(text)
/** A name with a port, an address, or a name that looks like a host's. */
const isHostAndPort = (text: string) =>
  /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9_.-]+):\d{1,5}(?:\/.*)?$/.test(text)
const isHost = (text: string) =>
  /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|io|ai|dev|cloud|internal|lan))(?:\/.*)?$/i.test(
    text,
  )
const withoutUserInfo = (address: string) => address.replace(/^[^/?#]*@/, '')
const matchAuthority = (text: string) =>
  /^(?:\[[0-9A-Fa-f:.]+(?:%25\w+)?\]|[^\s:/?#[\]\\*.][^\s:/?#[\]\\]*)(?::(\d*))?(?:[/?#].*)?$/s.exec(text)
const MAX_PORT = 65_535
/** MLflow's own besides the databases: `mlflow/tracking/_tracking_service/utils.py`. It refuses Unity Catalog's itself. */
const OWN_SCHEMES = ['file', 'databricks', 'databricks-uc', 'uc']
/** Of plugins that bring a tracking store. */
const PLUGIN_SCHEMES = ['azureml', 'oci', 'elasticsearch', 'redis', 'rediss']
const isSageMaker = (text: string) => /^arn:aws[a-z-]*:sagemaker:/.test(text)

/** What is wrong with a tracking URI; null if MLflow, or a plugin for all that is known here, can use it. */
export function findTrackingUriProblem(uri: string): UnusableTrackingUri | null {
  if (isOrdinaryUrl(uri) || isPlainUrl(uri)) return null
  const problem = findUrlProblem(uri)
  if (problem || /^https?:\/\//i.test(uri)) return problem
  return findBareHost(uri) ?? findSchemeProblem(uri)
}

function findUrlProblem(uri: string): UnusableTrackingUri | null {
  const [, scheme = '', separator = '', rest = ''] = /^(https?)([:;][/\\]*|\/\/)(.*)$/is.exec(uri) ?? []
  if (scheme === '') return null
  if (separator !== '://') return { problem: 'wrong slashes', meant: `${scheme}://${rest}`, scheme }
  const address = withoutUserInfo(rest)
  const [isUrl, port = ''] = matchAuthority(address) ?? []
  if (isUrl === undefined || Number(port) > MAX_PORT) return { problem: 'not a URL', meant: null, scheme }
  const end = address.search(/[?#]/)
  if (end === -1) return null
  const page = uri.slice(0, uri.length - address.length + end)
  return { problem: 'a page', meant: page.replace(/\/+$/, ''), scheme }
}

/** A server's address without its scheme: a directory to MLflow, or an unknown scheme. */
function findBareHost(uri: string): UnusableTrackingUri | null {
  const [, address = ''] = /^(?:\/\/)?([^/].*)$/s.exec(uri) ?? []
  const [, port] = /^:?(\d{2,5})$/.exec(uri) ?? []
  if (port !== undefined) return { problem: 'no scheme', meant: `http://localhost:${port}`, scheme: '' }
  const [first = ''] = address.split(':')
  if (OWN_SCHEMES.includes(first) || DATABASES.includes(first)) return null
  if (isHostAndPort(address)) return { problem: 'no scheme', meant: `http://${address}`, scheme: '' }
  if (!isHost(address)) return null
  return { problem: 'no scheme', meant: `${/^[\dl]/i.test(address) ? 'http' : 'https'}://${address}`, scheme: '' }
}

function findSchemeProblem(uri: string): UnusableTrackingUri | null {
  if (/^~(?:\/|$)/.test(uri)) return { problem: 'home directory', meant: null, scheme: '' }
  const [, written = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]+):(.*)$/s.exec(uri) ?? []
  const scheme = written.toLowerCase()
  const [name = '', ...driver] = scheme.split('+')
  if (DATABASES.includes(name)) return findDatabaseProblem(written, scheme, rest)
  if (scheme === 'file') return findFileProblem(rest)
  if (scheme === '' || OWN_SCHEMES.includes(scheme)) return null
  if (PLUGIN_SCHEMES.includes(scheme) || isSageMaker(uri)) return null
  if (ARTIFACT_STORES.includes(scheme)) return { problem: 'artifact store', meant: null, scheme }
  const likely = suggestScheme(name)
  const meant = likely && [`${[likely, ...driver].join('+')}:`, rest].join('')
  // Without a slash after it, it may be a user's name, or a secret with a colon in it.
  return { problem: 'unknown scheme', meant, scheme: rest.startsWith('/') ? written : '' }
}

/** SQLAlchemy wants a scheme in lower case and two slashes, and for SQLite one more before a path. */
function findDatabaseProblem(written: string, scheme: string, rest: string): UnusableTrackingUri | null {
  if (scheme.startsWith('sqlite')) {
    const isRight = /^\/\/(?:\/|\?|$)/.test(rest)
    const path = isRight ? rest.slice(2) : `/${rest.startsWith('//') ? rest.slice(2) : rest}`
    if (!isRight) return { problem: 'wrong slashes', meant: `${scheme}://${path}`, scheme }
  } else if (!rest.startsWith('//')) {
    return { problem: 'wrong slashes', meant: `${scheme}://${rest.replace(/^\/+/, '')}`, scheme }
  }
  if (written === scheme && !scheme.startsWith('sqlite') && /^\/\/[^/?#]*:\d+,/.test(rest)) {
    return { problem: 'several hosts', meant: null, scheme }
  }
  return written === scheme ? null : { problem: 'unknown scheme', meant: `${scheme}:${rest}`, scheme: written }
}

/** Between the second slash and the third is a host. MLflow takes this machine's only. */
function findFileProblem(rest: string): UnusableTrackingUri | null {
  const [, host = ''] = /^\/\/([^/]*)/.exec(rest) ?? []
  if (/^(?:\.?$|localhost|127\.0\.0\.1)/i.test(host)) return null
  return { problem: 'wrong slashes', meant: `file:///${rest.slice(2)}`, scheme: 'file' }
}

function suggestScheme(scheme: string): string | null {
  const known = SUGGESTIONS[scheme]
  if (known && DATABASES.includes(known)) return known
  if (/^(?!https?$)[htps]{3,6}$/.test(scheme)) return scheme.endsWith('s') ? 'https' : 'http'
  return [...DATABASES, ...OWN_SCHEMES].find((name) => name.length > 3 && differsByOne(scheme, name)) ?? null
}
