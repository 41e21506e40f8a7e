import { formatOrigin } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, skip } from '../../check.ts'

/** Whether the bucket is there, and may be listed. */
export const bucket: DoctorCheck = {
  id: 'bucket',
  title: 'Bucket',
  subject: 'store',
  needsNetwork: true,
  asks: ['bucket'],
  async run({ root, probe, run }) {
    if (run.configuration && !root) return skip('the project names no artifact root on S3')
    const { kind, reason } = await probe.ask('bucket')
    if (!root) return skip('the project names no artifact root on S3')
    if (kind !== 'bucket' || reason) return fail(String(reason), formatOrigin(root.origin), 'TODO')
    return ok(`'${root.bucket}' answers`, formatOrigin(root.origin))
  },
}
