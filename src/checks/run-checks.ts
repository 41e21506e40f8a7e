import type { Diagnostic } from '../model/diagnostic.ts'
import type { CheckContexts } from './check.ts'
import { CHECKS } from './index.ts'

/** Everything that the checks of a stage find, in their order. */
export function runChecks<Stage extends keyof CheckContexts>(
  stage: Stage,
  context: CheckContexts[Stage],
): Diagnostic[] {
  // The stage says which context a check takes.
  return CHECKS.flatMap((check) => (check.stage === stage ? check.run(context as never) : []))
}
