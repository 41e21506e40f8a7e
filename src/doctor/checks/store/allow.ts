import { list, printable } from '../../../model/format.ts'
import type { StoreRoot } from '../../context.ts'
import type { Finding } from './finding.ts'

/** What to add to the account's policy, or to remove from the bucket's. */
export function allow(root: StoreRoot, region: string | null, actions: readonly string[], finding: Finding): string {
  const action = finding.action ?? actions[0] ?? ''
  // AWS names the key of KMS, too.
  const isOther = finding.action !== null && !finding.action.startsWith('s3:')
  const resource = isOther && finding.resource ? finding.resource : arnOf(root, region, action)
  const allowed = isOther || actions.length === 0 ? [action] : actions
  const rule = `allow ${list(allowed.map(printable))} on ${printable(resource)}`
  if (finding.deny === null) return rule
  const policy = /resource/.test(finding.deny)
    ? `the bucket's policy (aws s3api get-bucket-policy --bucket ${printable(root.bucket)})`
    : `a policy that is ${printable(finding.deny)}`
  return `remove the Deny of ${printable(action)} from ${policy}`
}

/** The bucket for a list, and what is below the root for everything else. */
export function arnOf({ bucket, prefix }: StoreRoot, region: string | null, action: string): string {
  const arn = bucket.startsWith('arn:') ? bucket : `arn:${partitionOf(region)}:s3:::${bucket}`
  return /:List|:GetBucket/.test(action) ? arn : `${arn}/${prefix === '' ? '' : `${prefix}/`}*`
}

function partitionOf(region: string | null): string {
  if (region?.startsWith('cn-')) return 'aws-cn'
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
