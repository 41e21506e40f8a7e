import { formatOrigin, quote } from '../../../model/format.ts'
import { fail, ok } from '../../check.ts'
import { explainDenied, isDeniedEverywhere } from './denied.ts'
import { inPlace } from './place.ts'
import { parseObjects } from './responses.ts'
import { storeCheck } from './store-check.ts'

/** Whether the bucket is there, and this account's to use. */
export const bucket = storeCheck({
  id: 'bucket',
  title: 'Bucket',
  asks: ['objects'],
  async run(store) {
    const { context, root } = store
    const where = formatOrigin(root.origin)
    if (store.bucket.isOfOther) {
      const line = `MLFLOW_S3_EXPECTED_BUCKET_OWNER=…${inPlace(context)}: write the id of the account that owns the bucket`
      return fail(
        `${quote(root.bucket)} belongs to another account than is expected`,
        'MLFLOW_S3_EXPECTED_BUCKET_OWNER',
        line,
      )
    }
    const objects = parseObjects(await context.probe.ask('objects'))
    return isDeniedEverywhere(store, objects) ? explainDenied(store) : ok(`${quote(root.bucket)} is there`, where)
  },
})
