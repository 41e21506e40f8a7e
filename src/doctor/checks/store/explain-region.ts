import { formatOrigin, formatRegion, printable, quote } from '../../../model/format.ts'
import { type CheckResult, fail, warn } from '../../check.ts'
import type { DoctorContext, StoreRoot } from '../../context.ts'
import type { Finding } from './finding.ts'
import { inPlace } from './place.ts'
import type { BucketResponse } from './responses.ts'

const REGION = 'MLFLOW_AWS_DEFAULT_REGION'

/** Requests that are signed for another region than the bucket's. */
export function explainRegion(
  context: DoctorContext,
  root: StoreRoot,
  response: BucketResponse,
  finding: Finding | null,
): CheckResult {
  const region = response.redirected ?? finding?.region ?? ''
  const where = whereRegion(context)
  if (region === '') {
    const code = finding ? ` (${printable(finding.reason)})` : ''
    const ask = `aws s3api get-bucket-location --bucket ${printable(root.bucket)} tells it`
    return fail(`${quote(root.bucket)} is in another region${code}`, where, `${REGION}=…${inPlace(context)}; ${ask}`)
  }
  const used = response.region ? `requests are signed for ${formatRegion(response.region)}` : 'no region is set'
  const what = `${quote(root.bucket)} is in the region ${formatRegion(region)}, but ${used}`
  const remedy = remedyFor(context, response, region)
  return response.redirected
    ? warn(`${what}, so each of them is redirected first`, where, remedy)
    : fail(`${what}, so the store refuses them`, where, remedy)
}

function remedyFor(context: DoctorContext, { isAws }: BucketResponse, region: string): string {
  const { configuration } = context.run
  const named = configuration?.region.exported?.origin ?? null
  const isOwn = named?.kind === 'file' && named.name === REGION
  const line = `${REGION}=${formatRegion(region)}${inPlace(context, isOwn ? named : null)}`
  const endpoint = configuration?.endpoint
  // AWS's own endpoints are each for one region.
  return isAws && endpoint ? `${line}, and remove the endpoint: ${formatOrigin(endpoint.origin)}` : line
}

export function whereRegion({ run }: DoctorContext): string {
  const region = run.configuration?.region.exported ?? run.configuration?.region.own
  return region ? formatOrigin(region.origin) : ''
}
