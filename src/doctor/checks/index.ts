import type { DoctorCheck } from '../check.ts'
import { FILES_CHECKS } from './files/index.ts'
import { IDENTITY_CHECKS } from './identity/index.ts'
import { MACHINE_CHECKS } from './machine/index.ts'
import { SERVER_CHECKS } from './server/index.ts'
import { STORE_CHECKS } from './store/index.ts'

/** Every check, in the order in which results are shown. A check is one file, and one line in its subject's list. */
export const CHECKS: readonly DoctorCheck[] = [
  ...FILES_CHECKS,
  ...IDENTITY_CHECKS,
  ...STORE_CHECKS,
  ...SERVER_CHECKS,
  ...MACHINE_CHECKS,
]
