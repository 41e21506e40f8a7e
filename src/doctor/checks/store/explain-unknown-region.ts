import { formatRegion, list } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { whereRegion } from './explain-region.ts'
import { inPlace } from './place.ts'
import type { BucketResponse } from './responses.ts'

const REGION = 'MLFLOW_AWS_DEFAULT_REGION'

/**
 * A region that AWS does not have has no host either; null if the region is one of AWS's. An endpoint of the project's own
 * has any region.
 */
export function explainUnknownRegion(context: DoctorContext, response: BucketResponse): CheckResult | null {
  const { configuration } = context.run
  const { unknownRegion, region } = response
  if (!configuration || configuration.endpoint || !response.isAws || !unknownRegion || !region) return null
  const { near } = unknownRegion
  const origin = (configuration.region.exported ?? configuration.region.own)?.origin ?? null
  const isOwn = origin !== null && 'name' in origin && origin.name === REGION
  const place = inPlace(context, isOwn ? origin : null)
  const names = list(near.map(formatRegion), 'or')
  const meant = names === '' ? '' : `: did you mean ${names}?`
  const [first, ...others] = near.map(formatRegion)
  const line = first
    ? `${REGION}=${first}${place}${others.length > 0 ? `, or ${list(others, 'or')}` : ''}`
    : `${REGION}=…${place}, with a region of https://docs.aws.amazon.com/general/latest/gr/s3.html`
  return fail(
    `AWS has no region ${formatRegion(region)} that boto3 knows, and no host of it answers${meant}`,
    whereRegion(context),
    line,
  )
}
