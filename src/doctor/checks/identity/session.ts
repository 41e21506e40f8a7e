import { printable, quote } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok } from '../../check.ts'

/** boto3's own answer, next to what was resolved. */
export const session: DoctorCheck = {
  id: 'boto3-session',
  title: "boto3's view",
  subject: 'identity',
  needsNetwork: false,
  asks: ['session'],
  async run({ run, probe }) {
    const { method, keySuffix, region, endpoint } = await probe.ask('session')
    const { credentials } = run.configuration ?? {}
    if (credentials?.accessKeyIdSuffix && keySuffix !== credentials.accessKeyIdSuffix) {
      return fail(
        `boto3 uses the key …${printable(String(keySuffix))}, not …${credentials.accessKeyIdSuffix}`,
        '',
        'TODO',
      )
    }
    return ok(`key …${keySuffix} by ${quote(String(method))}, region ${region}, endpoint ${endpoint}`)
  },
}
