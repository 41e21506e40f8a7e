import type { Output, ServerEvent, ServerReporter } from '../../server/events.ts'
import type { FormatDiagnostic } from '../diagnostic-line.ts'
import { keptLine, lastLinesText, progressText, readyLine, stoppedLine, stoppingText } from '../server-event-lines.ts'

const CLEAR_LINE = '\r\x1b[K'
const NEWLINE = 10

/** For people: MLflow's output as it is, and one line on standard error for everything else. */
export class PlainReporter implements ServerReporter {
  readonly #isTerminal: boolean
  readonly #format: FormatDiagnostic
  /** What the last line of the terminal shows during the start and the end. */
  #progress = ''

  /** Whether the last line on standard output has not ended. */
  #isMidLine = false

  /** @param isTerminal whether standard error is one: only then the progress of the start and of the end is shown */
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
      case 'startup-finished':
      case 'stop-finished': {
        const isShown = this.#progress !== ''
        this.#progress = ''
        return isShown ? toStderr(CLEAR_LINE) : []
      }
      case 'output':
        return this.#aroundProgress(event.stream, event.bytes, event.bytes.at(-1) === NEWLINE)
      case 'request':
        return this.#aroundProgress(1, this.#requestLine(event), true)
      case 'warning':
        return this.#lines(this.#format(event.diagnostic))
      case 'ready':
        return event.purpose === 'server' ? this.#lines(readyLine(event)) : []
      case 'stopping':
        // On a terminal the progress of the end says the same.
        return event.diagnostic && !this.#isTerminal ? this.#lines(this.#format(event.diagnostic)) : []
      case 'stop-progress':
        if (!this.#isTerminal) return []
        this.#progress = `${CLEAR_LINE}${stoppingText(event)}`
        return toStderr(this.#progress)
      case 'stopped':
        return this.#lines(stoppedLine(event))
      case 'kept':
        return this.#lines(keptLine(event))
      case 'lost':
        return this.#lines(this.#format(event.diagnostic) + lastLinesText(event.lastLines))
      case 'failed':
        return this.#lines(this.#format(event.diagnostic) + lastLinesText(event.lastLines))
    }
  }

  #lines(text: string): Output[] {
    return toStderr(this.#progress ? `${CLEAR_LINE}${text}${this.#progress}` : text)
  }

  /** A line of its own in any case: programs read it. */
  #requestLine({ entry }: Extract<ServerEvent, { type: 'request' }>): string {
    return `${this.#isMidLine ? '\n' : ''}${JSON.stringify(entry)}\n`
  }

  /** The progress makes room for MLflow's output, and never follows half a line of it. */
  #aroundProgress(stream: Output['stream'], content: Output['content'], endsLine: boolean): Output[] {
    if (stream === 1) this.#isMidLine = !endsLine
    const output = { stream, content }
    if (!this.#progress) return [output]
    const after = endsLine ? toStderr(this.#progress) : []
    return [...toStderr(CLEAR_LINE), output, ...after]
  }
}

function toStderr(content: string): Output[] {
  return [{ stream: 2, content }]
}
