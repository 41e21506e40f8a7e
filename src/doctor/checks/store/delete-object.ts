import { ok, warn } from '../../check.ts'
import { wordLeft } from '../../word-left.ts'
import { allow } from './allow.ts'
import { because } from './because.ts'
import { explainStep } from './explain-step.ts'
import { isNotAllowed } from './finding.ts'
import { objectCheck } from './object-check.ts'
import { findingOf } from './responses.ts'

/** Whether artifacts can be deleted. Only `mlflow gc` and the deletion of artifacts need it. */
export const deleteObject = objectCheck({
  id: 'delete-object',
  title: 'Delete',
  run(store, objects) {
    const { context, root, bucket } = store
    const what = objects.isLeft ? 'object' : objects.isUploadLeft ? 'upload' : null
    if (what) {
      const { found, where, remedy } = wordLeft({ part: 'objects', what, name: objects.key }, context)
      return warn(found, where, remedy)
    }
    const finding = findingOf(objects.delete)
    if (finding) {
      if (!isNotAllowed(finding)) return explainStep(store, finding, 'artifacts cannot be deleted', [])
      if (isNotAllowed(findingOf(objects.put))) return because('put-object')
      const found = 'artifacts cannot be deleted: s3:DeleteObject is refused; runs do not need it, but mlflow gc does'
      return warn(found, '', allow(root, bucket.region, ['s3:DeleteObject'], finding))
    }
    const kept =
      objects.versions > 0 ? `; the bucket keeps ${objects.versions} versions of the doctor's own object` : ''
    return ok(`artifacts can be deleted${kept}`)
  },
})
