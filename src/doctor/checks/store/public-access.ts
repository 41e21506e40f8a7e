import { printable, quote } from '../../../model/format.ts'
import { ok, skip, warn } from '../../check.ts'
import { because } from './because.ts'
import { isDeniedEverywhere } from './denied.ts'
import { parseObjects, parseSettings } from './responses.ts'
import { storeCheck } from './store-check.ts'

const BLOCK = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true'

/** Whether everyone can read artifacts. A request without keys tells it for every store. */
export const publicAccess = storeCheck({
  id: 'public-access',
  title: 'Public access',
  asks: ['objects', 'bucketSettings'],
  async run(store) {
    const { context, root, bucket } = store
    const objects = parseObjects(await context.probe.ask('objects'))
    if (isDeniedEverywhere(store, objects)) return because('bucket')
    const { isBlocked, isPublic } = parseSettings(await context.probe.ask('bucketSettings'))
    if (objects.isPublic || isPublic) {
      const name = printable(root.bucket)
      const remedy = bucket.isAws
        ? `aws s3api put-public-access-block --bucket ${name} --public-access-block-configuration ${BLOCK}`
        : `remove the statement for everyone from the policy that this shows: aws s3api get-bucket-policy --bucket ${name} --endpoint-url ${printable(bucket.endpoint ?? '')}`
      const who = objects.isPublic ? 'everyone can read artifacts without keys' : 'its policy makes it public'
      return warn(`${quote(root.bucket)}: ${who}`, '', remedy)
    }
    if (isBlocked) return ok('public access is blocked')
    return objects.isPublic === false ? ok('the store refuses who has no keys') : skip('the store does not tell')
  },
})
