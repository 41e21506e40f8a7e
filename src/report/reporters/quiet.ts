import type { Output, ServerEvent, ServerReporter } from '../../server/events.ts'
import { PlainReporter } from './plain.ts'

const LEFT_OUT: readonly ServerEvent['type'][] = ['starting', 'stopping']

/** `--quiet`: without progress and notes. MLflow's output, the ready line, warnings and failures stay. */
export class QuietReporter implements ServerReporter {
  readonly #plain = new PlainReporter(false)

  report(event: ServerEvent): readonly Output[] {
    return LEFT_OUT.includes(event.type) ? [] : this.#plain.report(event)
  }
}
