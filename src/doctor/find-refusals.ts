import { resolveRun } from '../configure/index.ts'
import type { Inputs } from '../configure/inputs.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { attempt } from './attempt.ts'
import { mendInputs } from './mend-inputs.ts'

/** Nobody corrects more at once. */
const MAX_REFUSALS = 10

/**
 * Everything that would refuse the run, one after the other: a run ends at the first one, and a person who has corrected it
 * would meet the next. What was refused is replaced by what is allowed, in memory only, and the run is resolved again.
 */
export function findRefusals(inputs: Inputs, first: Diagnostic): readonly Diagnostic[] {
  const refusals = [first]
  let mended: Inputs | null = inputs
  while (refusals.length < MAX_REFUSALS) {
    const last: Diagnostic | undefined = refusals.at(-1)
    mended = mended && last ? mendInputs(mended, last) : null
    if (mended === null) break
    const again: Inputs = mended
    const { refusal } = attempt(() => resolveRun(again))
    // The same one again is not mended so; and there may be no end of others.
    if (!refusal || refusals.some(({ message }) => message === refusal.message)) break
    refusals.push(refusal)
  }
  return refusals
}
