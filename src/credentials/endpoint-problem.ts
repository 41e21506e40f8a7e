import type { Problem } from '../model/diagnostics.ts'
import { isAwsHost } from './aws-host.ts'

export interface EndpointProblem {
  readonly problem: Problem
  /** The endpoint that was probably meant; null if that is not clear. It may have user info. */
  readonly meant: string | null
}

/** Nearly every endpoint: a host, a port, no path. */
const isPlain = (text: string) => /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,4})?\/?$/.test(text)
/** In front of these a name is not that of a bucket. */
const isNoBucket = (text: string) => /(?:vpce|accesspoint|object-lambda|outposts|control|express)/i.test(text)
/** Names in a path that lead to a store, rather than to a bucket in it. */
const isGateway = (text: string) =>
  /^(?:s3(?:[-_]?(?:api|proxy|gateway))?|api|v\d.*|minio|ceph|rgw|swift|storage|object-?stor(?:e|age)|objects|blob|gateway|proxy)$/i.test(
    text,
  )
/** Stores other than AWS whose bucket can be a part of the host. */
const isBucketHost = (text: string) =>
  /^(?:s3[.-]|[a-z0-9-]+\.(?:digitaloceanspaces|linodeobjects|vultrobjects|aliyuncs|myqcloud)\.com$)/i.test(text)

/**
 * What is wrong with an endpoint that begins with `http://` or `https://`: boto3 refuses a second port with a stack trace,
 * and writes the bucket's name once more after one that is there already.
 *
 * @param roots URIs of the places where artifacts are kept, as far as they are known
 */
export function findEndpointProblem(endpoint: string, roots: readonly string[]): EndpointProblem | null {
  const buckets = roots.flatMap((root) => /^s3:\/\/([^/?#:@]+)/i.exec(root)?.[1] ?? [])
  if (isPlain(endpoint) && !holdsBucket(endpoint, buckets)) return null
  const [, scheme = '', authority = '', rest = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/is.exec(endpoint) ?? []
  if (/^https?:$/i.test(authority)) {
    return { problem: 'two schemes', meant: endpoint.slice(scheme.length) }
  }
  const [isHost, host = '', port = ''] = /^(?:.*@)?(\[[^\]]*\]|[^:]+)(?::(.*))?$/s.exec(authority) ?? []
  if (isHost === undefined) return { problem: 'no host and port', meant: null }
  const [, first = '', second] = /^(\d+)(?::(\d+))?$/.exec(port) ?? [null, port]
  if (second !== undefined) {
    return { problem: 'two ports', meant: first === second ? `${scheme}${host}:${first}` : null }
  }
  if (port !== '' && !(Number(port) <= 65_535)) return { problem: 'no host and port', meant: null }
  const place = port === '' ? host : `${host}:${port}`
  if (isAwsHost(host) ? pathParts(rest).length > 0 : isBucketPath(pathParts(rest), roots))
    return { problem: 'bucket in the path', meant: scheme + place }
  const inHost = findHostBucket(host, buckets)
  return inHost === null ? null : { problem: 'bucket in the host', meant: scheme + place.slice(inHost) }
}

/** The only part of an endpoint's path, which may be a bucket; null if there is none, or one that gateways have. */
export function findDoubtfulPath(endpoint: string): string | null {
  const [, path = ''] = /^https?:\/\/[^/?#]+(\/[^?#]*)/i.exec(endpoint) ?? []
  const [part = '', ...others] = pathParts(path)
  return part === '' || others.length > 0 || isGateway(part) || /s3|api/i.test(part) ? null : `/${part}`
}

/**
 * Whether a path ends with a root's bucket, or is the bucket and the beginning of its prefix. A name in front of others
 * leads to the store, even if a bucket is called the same: `/storage/v1/s3` with `s3://storage/mlflow`.
 */
function isBucketPath(parts: readonly string[], roots: readonly string[]): boolean {
  return roots.some((root) => {
    const [bucket = '', ...prefix] = (/^s3:\/\/(.*)$/i.exec(root)?.[1] ?? '').split(/[?#]/)[0]?.split('/') ?? []
    if (bucket === '' || isGateway(bucket)) return false
    const isRoot = parts[0] === bucket && parts.slice(1).every((part, at) => part === prefix[at])
    return parts.at(-1) === bucket || isRoot
  })
}

const pathParts = (path: string) => (/^[^?#]*/.exec(path)?.[0] ?? '').split('/').filter((part) => part !== '')

const holdsBucket = (endpoint: string, buckets: readonly string[]) =>
  /amazonaws|api\.aws/i.test(endpoint) || buckets.some((bucket) => endpoint.includes(bucket))

/** How long the bucket's part of a host is, with its dot; null if there is none. */
function findHostBucket(host: string, buckets: readonly string[]): number | null {
  if (isAwsHost(host)) {
    const at = host.search(/\.s3[.-]/i)
    return at < 1 || isNoBucket(host) ? null : at + 1
  }
  const named = buckets.find((bucket) => host.startsWith(`${bucket}.`) && isBucketHost(host.slice(bucket.length + 1)))
  return named === undefined ? null : named.length + 1
}
