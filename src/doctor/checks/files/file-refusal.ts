import type { Diagnostic } from '../../../model/diagnostic.ts'
import type { DoctorContext } from '../../context.ts'

/** Refusals that are about a file as a whole, not about what is in it: the check `env-files` reports them. */
export function isOfFile({ code }: Diagnostic): boolean {
  return /^env-file-(?:missing|not-regular|empty-pipe|unreadable|untrusted-owner|too-large)$/.test(code)
}

export function fileRefusals({ run }: Pick<DoctorContext, 'run'>): Diagnostic[] {
  return run.configuration === null ? run.refusals.filter(isOfFile) : []
}
