import type { DoctorCheck } from '../check.ts'
import { configuration } from './identity/configuration.ts'
import { session } from './identity/session.ts'
import { python } from './machine/python.ts'
import { bucket } from './store/bucket.ts'

/** Every check, in the order in which results are shown. */
export const CHECKS: readonly DoctorCheck[] = [configuration, session, bucket, python]
