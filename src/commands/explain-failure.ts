import * as host from '../host/index.ts'
import { isLauncherError, LauncherError } from '../model/diagnostic.ts'
import type { Attempt } from './failed-start/attempt.ts'

/** Failures of a start with more to say about them than that there is no such program. */
const EXPLAINED = ['command-not-found', 'command-not-executable', 'interpreter-not-executable']

/** Adds what was probably meant. What finds that out is loaded here: a run that starts its command never needs it. */
export async function explainFailure(error: unknown, attempt: Attempt): Promise<never> {
  if (!isLauncherError(error) || !EXPLAINED.includes(error.diagnostic.code)) throw error
  const { explain } = await host.load(() => import('./failed-start/index.ts'))
  const explained = new LauncherError(explain(error.diagnostic, attempt))
  // Where it failed, not where it was explained.
  if (error.stack !== undefined) explained.stack = error.stack
  throw explained
}
