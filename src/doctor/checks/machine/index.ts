import type { DoctorCheck } from '../../check.ts'
import { python } from './python.ts'

/** In the order in which results are shown. */
export const MACHINE_CHECKS: readonly DoctorCheck[] = [python]
