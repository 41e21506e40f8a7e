import { formatUri, printable } from '../../../model/format.ts'
import { ok, warn } from '../../check.ts'
import { allow } from './allow.ts'
import { explainStep } from './explain-step.ts'
import { isNotAllowed } from './finding.ts'
import { objectCheck } from './object-check.ts'
import { findingOf } from './responses.ts'
import { because } from './store-check.ts'

/** Whether artifacts can be deleted. Only `mlflow gc` and the deletion of artifacts need it. */
export const deleteObject = objectCheck({
  id: 'delete-object',
  title: 'Delete',
  run(store, objects) {
    const { root, bucket } = store
    const uri = `s3://${root.bucket}/${objects.key}`
    const options = bucket.isAws ? '' : ` --endpoint-url ${printable(bucket.endpoint ?? '')}`
    if (objects.isLeft) {
      return warn(
        `the doctor's own object is left: ${formatUri(uri)}`,
        formatUri(uri),
        `aws s3 rm ${formatUri(uri)}${options}`,
      )
    }
    if (objects.isUploadLeft) {
      const list = `aws s3api list-multipart-uploads --bucket ${printable(root.bucket)} --prefix ${printable(objects.key)}${options}`
      return warn(
        "the doctor's own upload is left unfinished",
        formatUri(uri),
        `${list} tells its id for abort-multipart-upload`,
      )
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
