import type { Output, ServerEvent, ServerReporter } from '../../server/events.ts'
import type { FormatDiagnostic } from '../diagnostic-line.ts'
import { lastLinesText, progressText, readyLine } from '../server-event-lines.ts'

const CLEAR_LINE = '\r\x1b[K'
const NEWLINE = 10

/** For people: MLflow's output as it is, and one line on standard error for everything else. */
export class PlainReporter implements ServerReporter {
  readonly #isTerminal: boolean
  readonly #format: FormatDiagnostic
  /** What the last line of the terminal shows during the start. */
  #progress = ''

  /** @param isTerminal whether standard error is one: only then the progress of the start is shown */
  constructor(isTerminal: boolean, format: FormatDiagnostic) {
    this.#isTerminal = isTerminal
    this.#format = format
  }

  report(event: ServerEvent): readonly Output[] {
    switch (event.type) {
      case 'starting':
        if (!this.#isTerminal) return []
        this.#progress = `${CLEAR_LINE}${progressText(event.version, event.seconds)}`
        return toStderr(this.#progress)
      case 'startup-finished': {
        const isShown = this.#progress !== ''
        this.#progress = ''
        return isShown ? toStderr(CLEAR_LINE) : []
      }
      case 'output':
        return this.#aroundProgress(event)
      case 'warning':
        return this.#lines(this.#format(event.diagnostic))
      case 'ready':
        return event.purpose === 'server' ? this.#lines(readyLine(event)) : []
      case 'stopping':
        return event.diagnostic ? this.#lines(this.#format(event.diagnostic)) : []
      case 'lost':
        return this.#lines(this.#format(event.diagnostic) + lastLinesText(event.lastLines))
      case 'failed':
        return this.#lines(this.#format(event.diagnostic) + lastLinesText(event.lastLines))
    }
  }

  #lines(text: string): Output[] {
    return toStderr(this.#progress ? `${CLEAR_LINE}${text}${this.#progress}` : text)
  }

  /** The progress makes room for MLflow's output, and never follows half a line of it. */
  #aroundProgress({ stream, bytes }: Extract<ServerEvent, { type: 'output' }>): Output[] {
    const output = { stream, content: bytes }
    if (!this.#progress) return [output]
    const after = bytes.at(-1) === NEWLINE ? toStderr(this.#progress) : []
    return [...toStderr(CLEAR_LINE), output, ...after]
  }
}

function toStderr(content: string): Output[] {
  return [{ stream: 2, content }]
}
