import type { DoctorCheck } from '../../check.ts'
import { configuration } from './configuration.ts'
import { session } from './session.ts'

/** In the order in which results are shown. */
export const IDENTITY_CHECKS: readonly DoctorCheck[] = [configuration, session]
