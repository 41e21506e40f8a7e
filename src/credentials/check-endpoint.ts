import { checkUri, refuse } from '../model/check-value.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { holdsPassword } from '../model/uri.ts'
import { hostOf, isAwsHost } from './aws-host.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import { ENDPOINT } from './endpoint.ts'
import { findDoubtfulPath, findEndpointProblem } from './endpoint-problem.ts'

/**
 * What a project's keys are for. `development` is a store on this machine or in its network, or a service next to this
 * container: its keys are nobody's secret, and what would be a placeholder for AWS may well be its password.
 */
export type StoreKind = 'aws' | 'development' | 'other'

export function findStoreKind(sources: readonly Source[]): StoreKind {
  const own = find(sources, ENDPOINT)
  // An endpoint of the shell is not for the project's keys.
  const files = sources.filter(({ kind }) => kind === 'file')
  const endpoint = own ?? find(files, 'AWS_ENDPOINT_URL_S3') ?? find(files, 'AWS_ENDPOINT_URL')
  if (!endpoint) return 'aws'
  const host = hostOf(endpoint.value)
  if (host === undefined || isAwsHost(host)) return 'aws'
  if (isNear(host.toLowerCase())) return 'development'
  return own ? 'other' : 'aws'
}

/** A loopback or private address, or a name without a dot, as a service in Docker Compose and Kubernetes has. */
function isNear(host: string): boolean {
  return (
    /^(?:127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|[^.:[\]]+|.*\.localhost|host\.docker\.internal)$/.test(host) ||
    /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[f[cd][0-9a-f]{2}:[^\]]*\]|\[fe80:[^\]]*\])$/.test(
      host,
    )
  )
}

/**
 * Warns of an endpoint that may end with a bucket.
 *
 * @param root the artifact root, if one is named
 * @throws {LauncherError} placeholder-value; invalid-value, also for an endpoint that botocore does not take for a URL, and
 * for one with the bucket in it
 */
export function checkEndpoint(endpoint: Sourced, root: Sourced | null): Diagnostic[] {
  checkUri(endpoint)
  const { value, origin } = endpoint
  if (!/^https?:\/\/[^/]/i.test(value)) refuse(endpoint, 'no scheme', suggest(value))
  const found = findEndpointProblem(value, root ? [root.value] : [])
  if (found) refuse(endpoint, found.problem, found.meant)
  const path = root === null ? findDoubtfulPath(value) : null
  return path === null ? [] : [credentialsDiagnostics.warning('endpoint-with-path', origin, { path })]
}

/** What has the form of a host with a port or a dot; anything else may be a secret in the wrong place. */
function suggest(value: string): string | null {
  const [, rest = ''] = /^(?:[a-z0-9]+:?)?\/{1,3}(.*)$/i.exec(value) ?? [null, value]
  if (holdsPassword(`x://${rest}`) || !/^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::\d{1,5})?\/?$/i.test(rest))
    return null
  if (/:\d+\/?$/.test(rest) || /^localhost/i.test(rest)) return `${/:443\/?$/.test(rest) ? 'https' : 'http'}://${rest}`
  return rest.includes('.') ? `https://${rest}` : null
}
