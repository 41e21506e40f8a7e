import type { Output, ServerEvent, ServerReporter } from '../../server/events.ts'
import type { FormatDiagnostic } from '../diagnostic-line.ts'
import { PlainReporter } from './plain.ts'

const LEFT_OUT: readonly ServerEvent['type'][] = ['starting', 'stopping', 'stop-progress', 'stopped', 'kept']

/** `--quiet`: without progress and notes. MLflow's output, the ready line, warnings and failures stay. */
export class QuietReporter implements ServerReporter {
  readonly #plain: PlainReporter

  constructor(format: FormatDiagnostic) {
    this.#plain = new PlainReporter(false, format)
  }

  report(event: ServerEvent): readonly Output[] {
    const isNotice = event.type === 'warning' && event.diagnostic.severity === 'notice'
    return isNotice || LEFT_OUT.includes(event.type) ? [] : this.#plain.report(event)
  }
}
