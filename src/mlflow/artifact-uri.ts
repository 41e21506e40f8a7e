import { checkStoreUri } from '../model/check-value.ts'
import { formatUri } from '../model/format.ts'
import { looksLikeKey } from '../model/looks-like-key.ts'
import type { Sourced } from '../model/origin.ts'
import { findBucket } from './bucket-guess.ts'
import { refuseValue } from './refuse-value.ts'
import { schemeOf } from './scheme.ts'
import { isServed } from './store-uri.ts'

/** Stores whose URI names a bucket or a container after two slashes. */
const BUCKET_SCHEMES = ['s3', 'gs', 'r2', 'b2', 'wasbs', 'abfss']

/** botocore.handlers, VALID_BUCKET and _ACCESSPOINT_ARN; a query is for MLflow. */
const namesBucket = (text: string) => /^[^:]+:\/\/(?:[\w.-]{1,255}|arn:[^/?#]*)(?:[/?#]|$)/.test(text)

/**
 * Validates a URI where artifacts are kept. MLflow takes `s3:/b/x` for a bucket without a name, and fails at the first
 * upload. Of a bucket's web address or ARN it makes a server or a scheme that it does not know.
 *
 * @throws {LauncherError} invalid-option-value: it names no bucket, or not by its URI
 */
export function validateArtifactUri(uri: Sourced): void {
  checkStoreUri(uri)
  const { value } = uri
  if (/^(?:https?|arn):/i.test(value)) refuseOtherName(uri)
  const scheme = schemeOf(value)
  validateBucket(uri)
  const isBucket = scheme === 's3' && /^[^:]+:\/\/[^/]/.test(value)
  if (isBucket && !namesBucket(value)) refuseValue(uri, "a bucket's name of letters, digits, '.', '-' and '_'")
}

/** @throws {LauncherError} invalid-option-value */
function refuseOtherName(uri: Sourced): void {
  const meant = findBucket(uri.value)
  if (meant !== null) refuseValue(uri, `a bucket's URI, such as ${formatUri(meant)}`)
}

/** @throws {LauncherError} invalid-option-value: it has the scheme of a store, and after two slashes no name, or a user */
export function validateBucket(uri: Sourced): void {
  const { value } = uri
  const scheme = schemeOf(value)
  // `s3;//bucket` and `s3//user:password@bucket` would be directories of that name.
  if (/^(?:s3[an]?|gs|r2|b2)(?:[;,.]\/\/|\/\/.*@)/i.test(value)) {
    refuseValue(uri, 'a scheme with a colon and two slashes, such as s3://bucket/path')
  }
  if (/\s[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(value)) refuseValue(uri, 'one URI and nothing after it')
  // MLflow takes all of it for the bucket's name, and shows it. With r2 the bucket comes before the '@'.
  if (['s3', 'gs'].includes(scheme) && /^[^:]+:\/\/[^/?#]*@/.test(value)) {
    refuseValue(uri, "the bucket's name after the slashes, without a user or a password (keys belong in MLFLOW_AWS_…)")
  }
  if (!BUCKET_SCHEMES.includes(scheme) || /^[^:]+:\/\/[^/?#]/.test(value)) return
  const [, named = ''] = /^[^:]+:\/*([\w.-]+(?:\/[\w./-]*)?)$/.exec(value) ?? []
  const meant = named === '' || looksLikeKey(named) ? 'bucket/path' : named
  refuseValue(uri, `a name after two slashes, such as ${scheme}://${meant}`)
}

/**
 * Validates `--artifact-root` and the names that deployments use for it. It is a store that this server puts artifacts
 * into, or `mlflow-artifacts:/`, which a client's settings name: that leaves it to the server.
 *
 * @throws {LauncherError} invalid-option-value: another server's address, which only MLflow's own option can mean
 */
export function validateArtifactRoot(root: Sourced): void {
  if (!isServed(root.value) || /^mlflow-artifacts:\/(?!\/[^/])/i.test(root.value)) return
  refuseOtherName(root)
  refuseValue(root, "a store, such as s3://bucket/path (a server's address belongs in --default-artifact-root)")
}
