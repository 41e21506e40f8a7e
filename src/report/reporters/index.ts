import type { ServerReporter } from '../../server/events.ts'
import { PlainReporter } from './plain.ts'
import { QuietReporter } from './quiet.ts'

/** What decides about the format. */
export interface ReporterOptions {
  readonly isQuiet: boolean
  /** Whether standard error is a terminal. */
  readonly isTerminal: boolean
}

/** The reporter that prints what happens to a server. The one place that chooses the format. */
export function chooseReporter({ isQuiet, isTerminal }: ReporterOptions): ServerReporter {
  return isQuiet ? new QuietReporter() : new PlainReporter(isTerminal)
}
