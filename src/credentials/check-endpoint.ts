import { checkUri, refuse } from '../model/check-value.ts'
import type { Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import { holdsPassword } from '../model/uri.ts'
import { ENDPOINT } from './endpoint.ts'

/**
 * Whether the store is one on this machine, or a service next to this container: its keys are nobody's secret, and what
 * would be a placeholder for AWS may well be its password.
 */
export function isDevelopmentStore(sources: readonly Source[]): boolean {
  // An endpoint of the shell is not for the project's keys.
  const files = sources.filter(({ kind }) => kind === 'file')
  const endpoint = find(sources, ENDPOINT) ?? find(files, 'AWS_ENDPOINT_URL_S3') ?? find(files, 'AWS_ENDPOINT_URL')
  const [, host] = /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(endpoint?.value ?? '') ?? []
  return host !== undefined && isLocal(host.toLowerCase())
}

/** A loopback address, or a name without a dot, as a service in Docker Compose and Kubernetes has. */
function isLocal(host: string): boolean {
  return /^(?:127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|[^.:[\]]+|.*\.localhost|host\.docker\.internal)$/.test(host)
}

/** @throws {LauncherError} placeholder-value; invalid-value, also for an endpoint that botocore does not take for a URL */
export function checkEndpoint(endpoint: Sourced): void {
  checkUri(endpoint)
  const { value } = endpoint
  if (/^https?:\/\/[^/]/i.test(value)) return
  refuse(endpoint, 'no scheme', suggest(value))
}

/** What has the form of a host with a port or a dot; anything else may be a secret in the wrong place. */
function suggest(value: string): string | null {
  const [, rest = ''] = /^(?:[a-z0-9]+:?)?\/{1,3}(.*)$/i.exec(value) ?? [null, value]
  if (holdsPassword(`x://${rest}`) || !/^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::\d{1,5})?\/?$/i.test(rest))
    return null
  if (/:\d+\/?$/.test(rest) || /^localhost/i.test(rest)) return `${/:443\/?$/.test(rest) ? 'https' : 'http'}://${rest}`
  return rest.includes('.') ? `https://${rest}` : null
}
