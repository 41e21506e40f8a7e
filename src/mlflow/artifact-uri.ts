import { checkUri } from '../credentials/validate.ts'
import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { isServed, schemeOf } from './store-uri.ts'

/** Stores whose URI names a bucket or a container behind two slashes. */
const NAMED = ['s3', 'gs', 'r2', 'b2', 'wasbs', 'abfss']

/** botocore.handlers, VALID_BUCKET and _ACCESSPOINT_ARN; a query is MLflow's own affair. */
const BUCKET = /^[^:]+:\/\/(?:(?:[^/@]*@)?[\w.-]{1,255}|arn:[^/?#]*)(?:[/?#]|$)/

/**
 * Checks a URI where artifacts may go. MLflow takes `s3:/b/x` for a bucket without a name, and fails at the first upload.
 *
 * @throws {Refusal} for one that names no bucket
 */
export function checkPlace(place: Sourced): void {
  checkUri(place)
  const { value, origin } = place
  const scheme = schemeOf(value)
  const isBucket = scheme === 's3' && /^[^:]+:\/\/[^/]/.test(value)
  if (isBucket && !BUCKET.test(value)) {
    fail(
      optionDiagnostics.error('invalid-option-value', origin, {
        expected: "a bucket's name of letters, digits, '.', '-' and '_'",
        found: value,
      }),
    )
  }
  if (!NAMED.includes(scheme) || /^[^:]+:\/\/[^/?#]/.test(value)) return
  fail(
    optionDiagnostics.error('invalid-option-value', origin, {
      expected: `a name behind two slashes, as ${scheme}://bucket/path`,
      found: value,
    }),
  )
}

/**
 * Checks what is meant by `--artifact-root` and the names that deployments have for it. It is a store that this server
 * puts artifacts into, or `mlflow-artifacts:/`, which a client's settings name: that leaves it to the server.
 *
 * @throws {Refusal} for another server's address, which only MLflow's own option means
 */
export function checkRoot({ value, origin }: Sourced): void {
  if (!isServed(value) || /^mlflow-artifacts:\/(?!\/[^/])/i.test(value)) return
  const expected = "a store, as s3://bucket/path (a server's address belongs into --default-artifact-root)"
  fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
