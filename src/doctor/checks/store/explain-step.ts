import { formatOrigin, printable } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import { allow } from './allow.ts'
import { explain } from './explain.ts'
import { type Finding, isNotAllowed } from './finding.ts'
import type { AskedStore } from './store-check.ts'

/**
 * Why one step of the round trip failed.
 *
 * @param what the step, as `artifacts cannot be written`
 * @param actions what the account needs for it
 */
export function explainStep(
  store: AskedStore,
  finding: Finding,
  what: string,
  actions: readonly string[],
): CheckResult {
  const { context, root, bucket } = store
  const where = formatOrigin(root.origin)
  if (isNotAllowed(finding)) {
    const action = finding.action ?? actions[0] ?? ''
    const by = finding.deny ? `, by an explicit deny in a ${printable(finding.deny)} policy` : ''
    const found = `${what}: ${printable(action)} is refused (${printable(finding.reason)}${by})`
    return fail(found, where, allow(root, bucket.region, actions, finding))
  }
  if (finding.kind !== 'refused') return explain(context, root, bucket, finding)
  return fail(`${what} (${printable(finding.reason)})`, where, remedyForCode(finding.reason, store))
}

function remedyForCode(reason: string, { context, bucket }: AskedStore): string {
  if (/^KMS|Kms/.test(reason)) {
    return "enable the KMS key of the bucket's encryption, or name another one: aws kms describe-key --key-id … shows its state"
  }
  if (/AccessControlList/.test(reason)) return 'remove "ACL" from MLFLOW_S3_UPLOAD_EXTRA_ARGS: the bucket has no ACLs'
  const isOld =
    /^(?:InvalidRequest|XAmzContentSHA256Mismatch|MissingContentLength|InvalidArgument|InvalidDigest|BadDigest)$/
  if (!bucket.isAws && isOld.test(reason) && context.env.AWS_REQUEST_CHECKSUM_CALCULATION !== 'when_required') {
    return 'AWS_REQUEST_CHECKSUM_CALCULATION=when_required in the environment: older stores know no other checksums'
  }
  if (context.env.MLFLOW_S3_UPLOAD_EXTRA_ARGS) return 'correct or remove MLFLOW_S3_UPLOAD_EXTRA_ARGS'
  return "look the code up in the store's documentation, and ask who runs the store"
}
