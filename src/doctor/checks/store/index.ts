import type { DoctorCheck } from '../../check.ts'
import { bucket } from './bucket.ts'

/** In the order in which results are shown. */
export const STORE_CHECKS: readonly DoctorCheck[] = [bucket]
