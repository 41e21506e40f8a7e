import { printable } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext, StoreRoot } from '../../context.ts'
import { explainAddress } from './explain-address.ts'
import { explainBucket } from './explain-bucket.ts'
import { explainClock } from './explain-clock.ts'
import { explainKeys } from './explain-keys.ts'
import { explainRegion } from './explain-region.ts'
import { explainUnknownRegion } from './explain-unknown-region.ts'
import type { Finding } from './finding.ts'
import { type Owner, ownerOf } from './owner.ts'
import type { BucketResponse } from './responses.ts'

/** What every request meets, as a failed check: each cause has its own wording. */
export function explain(
  context: DoctorContext,
  root: StoreRoot,
  response: BucketResponse,
  finding: Finding,
): CheckResult {
  const by = response.isAws ? 'AWS' : `the store ${printable(response.endpoint ?? '')}`
  const wordings: Readonly<Record<Owner, () => CheckResult>> = {
    'store-answer': () => explainUnknownRegion(context, response) ?? explainAddress(context, root, finding),
    'store-clock': () => explainClock(response.skewSeconds, true) ?? fail('', '', ''),
    'bucket-region': () => explainRegion(context, root, response, finding),
    'store-keys': () =>
      finding.kind === 'refused'
        ? explainKeys(context, { ...finding, by, isAws: response.isAws })
        : explainAddress(context, root, finding),
    bucket: () => explainBucket(context, root, response, finding),
  }
  return wordings[ownerOf(finding)]()
}
