import { formatOrigin, formatRegion, printable, quote } from '../../../model/format.ts'
import { editDistance } from '../../../options/edit-distance.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext, StoreRoot } from '../../context.ts'
import type { Finding } from './finding.ts'
import { inPlace } from './place.ts'
import type { BucketResponse } from './responses.ts'

/** A bucket that is missing, or that refuses whatever is asked. */
export function explainBucket(
  context: DoctorContext,
  root: StoreRoot,
  response: BucketResponse,
  finding: Finding,
): CheckResult {
  const name = quote(root.bucket)
  const where = formatOrigin(root.origin)
  if (finding.kind === 'missing') {
    const meant = findMeant(root.bucket, response.buckets)
    const found = `there is no bucket ${name}${meant ? `, but ${quote(meant)}` : ''}`
    return fail(found, where, meant ? rename(context, root, meant) : create(root, response))
  }
  if (finding.kind === 'unusable') {
    return fail(`${name} is no name that a bucket can have`, where, rename(context, root, 'BUCKET'))
  }
  if (finding.reason === 'AllAccessDisabled') {
    return fail(
      `all access to ${name} is disabled (AllAccessDisabled)`,
      where,
      'use another bucket, or ask AWS Support',
    )
  }
  const code = printable(finding.reason)
  return fail(`the store refuses ${name} (${code})`, where, rename(context, root, 'BUCKET'))
}

/** The line with another bucket. */
export function rename(context: DoctorContext, root: StoreRoot, bucket: string): string {
  const path = root.prefix === '' ? '' : `/${root.prefix}`
  return `${root.variable}=s3://${printable(bucket)}${printable(path)}${inPlace(context, root.origin)}`
}

function create({ bucket }: StoreRoot, { isAws, endpoint, region }: BucketResponse): string {
  const more = isAws
    ? region
      ? ` --region ${formatRegion(region)}`
      : ''
    : ` --endpoint-url ${printable(endpoint ?? '')}`
  return `aws s3 mb s3://${printable(bucket)}${more}, or correct its name`
}

/** The bucket whose name is nearly the same. */
export function findMeant(bucket: string, buckets: readonly string[]): string | null {
  if (buckets.includes(bucket)) return null
  const plain = (name: string) => name.toLowerCase().replace(/[-_.]/g, '')
  const limit = bucket.length > 5 ? 2 : 1
  const near = buckets.map((name) => ({ name, distance: editDistance(plain(name), plain(bucket), limit) }))
  const [best] = near.filter(({ distance }) => distance <= limit).sort((a, b) => a.distance - b.distance)
  return best?.name ?? null
}
