import type { DoctorCheck } from '../../check.ts'

/** In the order in which results are shown. */
export const FILES_CHECKS: readonly DoctorCheck[] = []
