import type { ServerReporter } from '../../server/events.ts'
import type { FormatDiagnostic } from '../diagnostic-line.ts'
import { PlainReporter } from './plain.ts'
import { QuietReporter } from './quiet.ts'

/** What decides about the format. */
export interface ReporterOptions {
  readonly isQuiet: boolean
  /** Whether standard error is a terminal. */
  readonly isTerminal: boolean
  readonly format: FormatDiagnostic
}

/** The reporter that prints what happens to a server. The one place that chooses the format. */
export function chooseReporter({ isQuiet, isTerminal, format }: ReporterOptions): ServerReporter {
  return isQuiet ? new QuietReporter(format) : new PlainReporter(isTerminal, format)
}
