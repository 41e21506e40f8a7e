import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, formatUri, list, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { TrackingUriProblem, UnusableTrackingUri } from './tracking-uri-problem.ts'

const problems = (): Readonly<Record<TrackingUriProblem, string>> => ({
  'no scheme': 'MLflow does not recognize an address without http:// or https:// as a server',
  'wrong slashes': 'MLflow cannot use this URI, because of the slashes after its scheme',
  'not a URL': 'expected http://HOST:PORT, with a port up to 65535 and an IPv6 address in brackets',
  'a page': "this is a page's address, and MLflow would append its own path to it",
  'home directory': "MLflow does not expand '~': write the whole path",
  'artifact store':
    'MLflow keeps runs on a server or in a database, not in an artifact store: name the store in MLFLOW_ARTIFACT_ROOT',
  'several hosts':
    'SQLAlchemy takes several hosts as parameters only, such as postgresql://USER:PASSWORD@/DATABASE?host=a:5432&host=b:5432',
  'unknown scheme': 'MLflow does not support this scheme for a tracking URI',
})

/** What a person should know about where the server's settings come from. */
export const mlflowDiagnostics = defineDiagnostics(() => ({
  'alias-differs': ({ other }: { readonly other: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} and ${formatOrigin(other)} differ, and the first is used: remove one of them`,
  'unusable-tracking-uri': ({ problem, meant, scheme }: UnusableTrackingUri, origin: Origin) => {
    const unknown = problem === 'unknown scheme' && scheme !== '' ? ` (${quote(scheme)})` : ''
    const plugin = problem === 'unknown scheme' ? ', unless a plugin does' : ''
    const remedy = meant === null ? plugin : `: did you mean ${formatUri(meant)}?`
    return `${formatOrigin(origin)}: ${problems()[problem]}${unknown}${remedy}`
  },
  'server-of-other-project': ({ uri, project }: { readonly uri: string; readonly project: string }, origin: Origin) =>
    `${formatUri(uri)} (${formatOrigin(origin)}) is the server of another project, ${quote(project)}: start this project's own server on another port, or set MLFLOW_TRACKING_URI if that server is meant`,
  'tracking-uri-elsewhere': (
    { uri, server }: { readonly uri: string; readonly server: string | null },
    origin: Origin,
  ) =>
    `${formatOrigin(origin)} leads to ${formatUri(uri)}, not to this server (${server === null ? 'on a free port' : formatUri(server)}): correct it, or remove it so that the project's commands find the server by themselves`,
  'port-ignored': ({ uri }: { readonly uri: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not a port from 1 to 65535, so it is ignored and the tracking URI is ${formatUri(uri)}: correct it, or set MLFLOW_TRACKING_URI`,
  'netrc-beats-key': ({ file, entry }: { readonly file: string; readonly entry: string }) => {
    const remedy = entry === 'default' ? 'name the hosts that it is for' : 'remove that entry'
    return `${quote(file)} has a login for ${quote(entry)}, which Python's clients send to the server in place of its key: ${remedy}, or set NETRC=/dev/null for this run`
  },
  'service-link': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is Kubernetes' link to a Service called mlflow, not a port, and is ignored: set enableServiceLinks: false for the pod`,
  'artifact-root-without-scheme': ({ meant }: { readonly meant: string }, origin: Origin) =>
    `${formatOrigin(origin)}: MLflow does not recognize this as a bucket: did you mean ${formatUri(meant)}? (For a directory, write ./ before its name)`,
  'server-needs-key': ({ uri, unusable }: { readonly uri: string; readonly unusable: string | null }) => {
    const server = `this project's server at ${formatUri(uri)} needs an API key`
    const remedy = "set MLFLOW_TRACKING_TOKEN to one that 'with-mlflow-env keys create' has made, or start the server"
    return unusable === null
      ? `${server}: ${remedy} with --local-token`
      : `${server}, and the one in ${quote(unusable)} is not used, because the file is not yours alone or is damaged: ${remedy} again`
  },
  'key-for-own-address': ({ uri, own }: { readonly uri: string; readonly own: string }) =>
    `the command does not get the key of this project's server, because ${formatUri(uri)} may lead to another program on this machine: name ${formatUri(own)}, or set MLFLOW_TRACKING_TOKEN`,
  'login-of-other-server': ({ uri, used }: { readonly uri: string; readonly used: string }, origin: Origin) =>
    `${formatOrigin(origin)} is not passed on: it was set together with the tracking URI ${formatUri(uri)}, and ${formatUri(used)} is used: set it next to that one`,
  'login-for-default': ({ uri }: { readonly uri: string }, origin: Origin) =>
    `${formatOrigin(origin)} is sent to ${formatUri(uri)}, whichever program listens there, because no tracking URI is named and no server of this project runs: set MLFLOW_TRACKING_URI next to it, or start the server`,
  'key-of-other-server': ({ uri, used }: { readonly uri: string; readonly used: string }, origin: Origin) =>
    `the command does not get the key of its server at ${formatUri(used)}, because MLflow would send it to ${formatUri(uri)} too (${formatOrigin(origin)}): leave that address out for this run, or set MLFLOW_TRACKING_TOKEN to a key that both may see`,
  /** The names alone: a value may be a secret. */
  'other-server-variables': ({ origins }: { readonly origins: readonly Origin[] }) =>
    `MLflow's server is also configured by ${list(origins.map(formatOrigin))}`,
}))
