import { ok, skip, warn } from '../../check.ts'
import { allow } from './allow.ts'
import { because } from './because.ts'
import { explainStep } from './explain-step.ts'
import { objectCheck } from './object-check.ts'
import { findingOf } from './responses.ts'

/** Whether large files can be written: boto3 sends what is above 8 MB in parts. */
export const multipartUpload = objectCheck({
  id: 'multipart-upload',
  title: 'Large files',
  run(store, { multipart, abort }) {
    if ('untried' in multipart) {
      return multipart.untried === 'put' ? because('put-object') : skip('not tried, as it could not be cleared away')
    }
    if (multipart.finding) {
      return explainStep(store, multipart.finding, 'large files cannot be written', ['s3:PutObject'])
    }
    const denied = findingOf(abort)
    if (!denied) return ok('large files can be written in parts')
    const found = 'large files can be written, but parts of one that failed stay: s3:AbortMultipartUpload is refused'
    return warn(found, '', allow(store.root, store.bucket.region, ['s3:AbortMultipartUpload'], denied))
  },
})
