import { formatRegion } from '../../../model/format.ts'
import { ok } from '../../check.ts'
import { explainRegion, whereRegion } from './explain-region.ts'
import { storeCheck } from './store-check.ts'

/** Whether requests are signed for the bucket's region. */
export const bucketRegion = storeCheck({
  id: 'bucket-region',
  title: 'Region',
  run({ context, root, bucket }) {
    if (bucket.redirected !== null) return explainRegion(context, root, bucket, null)
    const region = bucket.region === null ? 'no region' : formatRegion(bucket.region)
    return ok(`the store takes requests for ${region}`, whereRegion(context))
  },
})
