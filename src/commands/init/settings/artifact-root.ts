import { findBucket } from '../../../mlflow/bucket-guess.ts'
import { refuseValue } from '../../../mlflow/refuse-value.ts'
import { fail } from '../../../model/diagnostic.ts'
import { looksLikeKey } from '../../../model/looks-like-key.ts'
import type { Sourced } from '../../../model/origin.ts'
import { optionDiagnostics } from '../../../options/diagnostics.ts'
import { initDiagnostics } from '../diagnostics.ts'

/** botocore.handlers, VALID_BUCKET: other stores have names that AWS does not allow. */
const isBucketName = (text: string) => /^[A-Za-z0-9][\w.-]{1,254}$/.test(text)
/** Characters that every store takes in the name of an object, without a blank or what a URI would take for its end. */
const isPrefix = (text: string) => /^(?:[\p{L}\p{M}\p{N}._~!$&'()*+,;=:@-]+(?:\/|$))+$/u.test(text)

/**
 * The URI where artifacts go.
 *
 * @param bucket a name, `s3://BUCKET/PREFIX`, or another way to name it, as by its web address
 * @param existing the root that the project has, whose bucket a prefix alone is for
 * @throws {LauncherError} invalid-option-value, conflicting-options, prefix-without-bucket
 */
export function artifactRoot(
  bucket: Sourced | undefined,
  prefix: Sourced | undefined,
  existing: Sourced | undefined,
): Sourced | undefined {
  const path = prefix && cleanPrefix(prefix)
  if (!bucket) {
    if (!prefix) return undefined
    const [, own] = /^(s3:\/\/[^/]+)/.exec(existing?.value ?? '') ?? []
    if (own === undefined) return fail(initDiagnostics.error('prefix-without-bucket', prefix.origin))
    return { value: join(own, path), origin: prefix.origin }
  }
  const root = toUri(bucket)
  if (prefix && root.indexOf('/', 's3://'.length) !== -1) {
    fail(optionDiagnostics.error('conflicting-options', prefix.origin, { other: bucket.origin }))
  }
  return { value: join(root, path), origin: bucket.origin }
}

function toUri(bucket: Sourced): string {
  const value = bucket.value.replace(/\/+$/, '')
  if (isBucketName(value) && !looksLikeKey(value)) return `s3://${value}`
  if (/^s3:\/\/./.test(value)) return value
  const found = findBucket(value)
  return found?.replace(/\/+$/, '') ?? refuseValue(bucket, "a bucket's name, or s3://BUCKET/PREFIX")
}

function cleanPrefix(prefix: Sourced): string {
  const text = prefix.value.replace(/^\/+|\/+$/g, '')
  if (!isPrefix(text) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(text))
    refuseValue(prefix, 'a path in the bucket, such as mlflow')
  return text
}

const join = (root: string, path: string | undefined) => (path === undefined ? root : `${root}/${path}`)
