import type { DoctorCheck } from '../../doctor/check.ts'
import type { CheckOutcome } from '../../doctor/run-checks.ts'
import * as host from '../../host/index.ts'
import type { Environment } from '../../model/source.ts'
import { subjectLines, totalLine } from '../../report/doctor-text.ts'
import { group } from '../../report/group.ts'

export interface TextReporterInput {
  readonly checks: readonly DoctorCheck[]
  readonly env: Environment
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

/** A line that wraps could not be cleared. */
function cutToWidth(text: string): string {
  const width = (host.columns() ?? 80) - 1
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`
}

/** Clears the line, for what shows the progress. */
const CLEAR_LINE = '\r\x1b[K'

/** Prints outcomes subject by subject, each as soon as it and those before it are done. A terminal shows the progress. */
export function textReporter({ checks, env, stdout, stderr }: TextReporterInput) {
  const done = new Map<DoctorCheck, CheckOutcome>()
  const isDumb = (env.TERM ?? '') === '' || env.TERM === 'dumb'
  const showsProgress = !isDumb && host.isTerminal(2)
  const isColored = !isDumb && (env.NO_COLOR ?? '') === '' && host.isTerminal(1)
  const waiting = group(checks, ({ subject }) => subject)
  const clear = () => showsProgress && stderr(CLEAR_LINE)
  const print = () => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const outcomes = next.flatMap((check) => done.get(check) ?? [])
      if (outcomes.length < next.length) return
      stdout(subjectLines(outcomes, isColored))
      waiting.shift()
    }
  }
  const progress = () => {
    const next = checks.find((check) => !done.has(check))
    if (showsProgress && next) stderr(cutToWidth(`${done.size} of ${checks.length} checks done: ${next.title} …`))
  }
  progress()
  return {
    onOutcome(outcome: CheckOutcome) {
      done.set(outcome.check, outcome)
      clear()
      print()
      progress()
    },
    /** After the last outcome, or an interruption. */
    end() {
      clear()
      if (done.size === checks.length) stdout(totalLine([...done.values()]))
    },
  }
}
