import type { DoctorCheck } from '../../doctor/check.ts'
import type { CheckOutcome } from '../../doctor/run-checks.ts'
import * as host from '../../host/index.ts'
import { headingLine, outcomeLines, totalLine } from '../../report/doctor-text.ts'

export interface TextReporterInput {
  readonly checks: readonly DoctorCheck[]
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

/** Clears the line, for what shows the progress. */
const CLEAR_LINE = '\r\x1b[K'

/** Prints outcomes in the order of the checks, each as soon as those before it are there. A terminal shows the progress. */
export function textReporter({ checks, stdout, stderr }: TextReporterInput) {
  const done = new Map<DoctorCheck, CheckOutcome>()
  const showsProgress = host.isTerminal(2)
  const isColored = host.isTerminal(1)
  let printed = 0
  const clear = () => showsProgress && stderr(CLEAR_LINE)
  const print = () => {
    for (let check = checks[printed]; check; check = checks[printed]) {
      const outcome = done.get(check)
      if (!outcome) return
      if (checks[printed - 1]?.subject !== check.subject) stdout(headingLine(check.subject))
      stdout(outcomeLines(outcome, isColored))
      printed++
    }
  }
  const progress = () => {
    const next = checks[printed]
    if (showsProgress && next) stderr(`${done.size} of ${checks.length} checks done: ${next.title} …`)
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
