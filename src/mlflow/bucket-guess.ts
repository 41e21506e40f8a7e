/** AWS's rules for the name of a bucket. */
const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]'
/** Other stores have shorter names too. */
const ANY_BUCKET = '[A-Za-z0-9][\\w.-]{0,254}'
const REST = '(?:/[^?#]*)?'
/** First parts of paths that people use for local artifacts. */
const LOCAL =
  /^(?:ml-?runs|ml-?artifacts|artifacts?|data|outputs?|out|results?|runs|logs?|tmp|temp|build|models?|storage|experiments?|var|mnt|home|opt|srv)$/

const FORMS: readonly RegExp[] = [
  new RegExp(`^arn:aws[a-z-]*:s3:::(${ANY_BUCKET}${REST})$`),
  // Hadoop's schemes.
  new RegExp(`^[sS]3[aAnN]:/+(${ANY_BUCKET}${REST})$`),
  new RegExp(`^[sS]3:(?:/|///+)?(${BUCKET}${REST})$`),
  new RegExp(`^[sS]3//+(${BUCKET}${REST})$`),
  new RegExp(`^https?://(${BUCKET})\\.s3(?:[.-][a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?(${REST})$`),
  new RegExp(`^https?://s3(?:[.-][a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?/(${BUCKET}${REST})$`),
]

/**
 * The `s3://…` that an artifact root probably means, if it names a bucket in another way: MLflow takes it for a local path or
 * for an address that it does not know. Null if it can be meant as it is.
 *
 * @param exists whether a relative path leads to something here
 */
export function guessBucket(root: string, exists: (path: string) => boolean): string | null {
  for (const form of FORMS) {
    const found = form.exec(root)
    if (found) return `s3://${found.slice(1).join('')}`
  }
  const [, bucket = '', rest = ''] = /^([^/:\\]+)(\/[^\\:?#]*)?$/.exec(root) ?? []
  // A single word without a hyphen or a dot can be a directory as well.
  const looksLikeBucket = new RegExp(`^${BUCKET}$`).test(bucket) && (/[.-]/.test(bucket) || rest.length > 1)
  return looksLikeBucket && !LOCAL.test(bucket) && !exists(bucket) ? `s3://${root}` : null
}
