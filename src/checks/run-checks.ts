import type { Diagnostic } from '../model/diagnostic.ts'
import { runScript } from '../python/run-script.ts'
import type { Answer, Ask, Report, StaticContexts } from './check.ts'
import type { RunningContext } from './context.ts'
import { CHECKS } from './index.ts'

/** Everything that the checks of a stage find, in their order. */
export function runChecks<Stage extends keyof StaticContexts>(
  stage: Stage,
  context: StaticContexts[Stage],
): Diagnostic[] {
  return CHECKS.flatMap((check) => {
    if (check.stage === 'running' || check.stage !== stage) return []
    // The stage says which context the check takes.
    return check.run(context as never)
  })
}

/** Starts the checks that run next to MLflow. Nobody waits for them: one without an answer has found nothing. */
export function startRunningChecks(context: RunningContext, report: Report): void {
  const ask = shareProcesses(context)
  for (const check of CHECKS) if (check.stage === 'running') check.run(context, ask, report)
}

/** Runs a script once for all who ask the same of it. They must all ask before the first answer comes. */
function shareProcesses({ installation, env, cwd }: RunningContext): Ask {
  const listeners = new Map<string, ((answer: Answer) => void)[]>()
  return (question, onAnswer) => {
    const key = JSON.stringify(question)
    const others = listeners.get(key)
    if (others) {
      others.push(onAnswer)
      return
    }
    const all = [onAnswer]
    listeners.set(key, all)
    runScript({ ...question, python: installation.python, env, cwd }, (answer) => {
      for (const listener of all) listener(answer)
    }).catch(() => {
      // An incomplete installation: it was refused before the start, unless it changed since then.
    })
  }
}
