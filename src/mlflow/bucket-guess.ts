import { queryParameter } from './query-parameter.ts'

/** AWS's rules for the name of a bucket. */
const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]'
/** Other stores have shorter names too. */
const ANY_BUCKET = '[A-Za-z0-9][\\w.-]{0,254}'
const REST = '(?:/[^?#]*)?'
/** First parts of paths that people use for local artifacts. */
const isLocal = (text: string) =>
  /^(?:ml-?runs|ml-?artifacts|artifacts?|data|outputs?|out|results?|runs|logs?|tmp|temp|build|models?|storage|experiments?|var|mnt|home|opt|srv)$/.test(
    text,
  )

const QUERY = '(?:[?#].*)?'
/** AWS's hosts for S3: of a region, dual-stack, FIPS, accelerated, of a website. */
const HOST = 's3(?:[.-][a-z0-9.-]+)?\\.amazonaws\\.com(?:\\.cn)?'

/** A function: most runs need none of these expressions. */
const forms = (): readonly RegExp[] => [
  // As in a policy, which ends in `/*`.
  new RegExp(`^arn:aws[a-z-]*:s3:::(${ANY_BUCKET}(?:/[^?#*]*)?)\\*?$`),
  // Hadoop's schemes.
  new RegExp(`^[sS]3[aAnN]:/+(${ANY_BUCKET}${REST})$`),
  new RegExp(`^[sS]3:(?:/|///+)?(${BUCKET}${REST})$`),
  new RegExp(`^[sS]3//+(${BUCKET}${REST})$`),
  new RegExp(`^(?:https?://)?(${BUCKET})\\.${HOST}(${REST})${QUERY}$`),
  new RegExp(`^(?:https?://)?${HOST}/(${BUCKET}${REST})${QUERY}$`),
]

/** The page of a bucket, a folder or an object in AWS's console. */
const consolePage = () =>
  new RegExp(
    `^https?://(?:[a-z0-9-]+\\.)*console\\.(?:aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com)/s3/(?:buckets|object)/(${BUCKET})/?(?:\\?([^#]*))?(?:#.*)?$`,
  )

/** The `s3://…` for a bucket that is certainly named in another way, as by its web address; null if none is. */
export function findBucket(root: string): string | null {
  const [, bucket, query] = consolePage().exec(root) ?? []
  if (bucket !== undefined) return `s3://${bucket}/${queryParameter(query ?? '', 'prefix') ?? ''}`
  for (const form of forms()) {
    const found = form.exec(root)
    if (found) return `s3://${found.slice(1).join('')}`
  }
  return null
}

/**
 * The `s3://…` that an artifact root probably means, if it names a bucket in another way: MLflow takes it for a local path or
 * for an address that it does not know. Null if it can be meant as it is.
 *
 * @param exists whether a relative path leads to something here
 */
export function guessBucket(root: string, exists: (path: string) => boolean): string | null {
  const certain = findBucket(root)
  if (certain !== null) return certain
  const [, bucket = '', rest = ''] = /^([^/:\\]+)(\/[^\\:?#]*)?$/.exec(root) ?? []
  // A single word without a hyphen or a dot can be a directory as well.
  const looksLikeBucket = new RegExp(`^${BUCKET}$`).test(bucket) && (/[.-]/.test(bucket) || rest.length > 1)
  return looksLikeBucket && !isLocal(bucket) && !exists(bucket) ? `s3://${root}` : null
}
