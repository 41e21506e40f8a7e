import { ok, skip } from '../../check.ts'
import { allow } from './allow.ts'
import { isNotAllowed } from './finding.ts'
import { objectCheck } from './object-check.ts'

/** Whether artifacts can be listed. Runs that only log need no list. */
export const listObjects = objectCheck({
  id: 'list-objects',
  title: 'List',
  run({ root, bucket }) {
    const { finding } = bucket
    if (!isNotAllowed(finding)) return ok('artifacts can be listed')
    const found = `s3:ListBucket is refused (${finding.reason}): runs log artifacts all the same, but nobody can list or download a folder of them`
    return skip(found, '', allow(root, bucket.region, ['s3:ListBucket'], finding))
  },
})
