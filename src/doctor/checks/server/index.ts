import type { DoctorCheck } from '../../check.ts'

/** In the order in which results are shown. */
export const SERVER_CHECKS: readonly DoctorCheck[] = []
