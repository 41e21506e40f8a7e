import { wordUnusable } from '../../../checks/store-wording.ts'
import { printable } from '../../../model/format.ts'
import { type CheckResult, fail, ok } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { because } from './because.ts'
import { explainStep } from './explain-step.ts'
import { isNotAllowed } from './finding.ts'
import { objectCheck } from './object-check.ts'
import { inPlace } from './place.ts'
import { findingOf, type ObjectsResponse } from './responses.ts'

const EXTRA = 'MLFLOW_S3_UPLOAD_EXTRA_ARGS'

/** Whether artifacts can be written. */
export const putObject = objectCheck({
  id: 'put-object',
  title: 'Write',
  run(store, objects) {
    const { context, root } = store
    if (objects.needs) return explainNeeds(context, objects.needs)
    const finding = findingOf(objects.put)
    if (!finding) return 'untried' in objects.put ? because('delete-object') : ok('artifacts can be written')
    if (finding.cause === 'upload argument') {
      const { found, remedy } = wordUnusable({ bucket: root.bucket, ...finding })
      return fail(found, EXTRA, remedy)
    }
    return explainStep(store, finding, 'artifacts cannot be written', neededFor(objects))
  },
})

/** What the account lacks for objects of its own. */
function neededFor({ delete: removal, abort }: ObjectsResponse): string[] {
  return [
    's3:PutObject',
    ...(isNotAllowed(findingOf(removal)) ? ['s3:DeleteObject'] : []),
    ...(isNotAllowed(findingOf(abort)) ? ['s3:AbortMultipartUpload'] : []),
  ]
}

/** A policy of the bucket, or of the account. */
function explainNeeds(context: DoctorContext, needs: Readonly<Record<string, string>>): CheckResult {
  const [name = '', value = ''] = Object.entries(needs)[0] ?? []
  const found = `the store refuses uploads without ${printable(name)}=${printable(value)}`
  const json = `"${printable(name)}": "${printable(value)}"`
  // What there is may hold a key.
  const remedy = context.env[EXTRA] ? `add ${json} to ${EXTRA}` : `${EXTRA}='{${json}}'${inPlace(context)}`
  return fail(found, '', remedy)
}
