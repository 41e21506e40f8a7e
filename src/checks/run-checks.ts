import { type Diagnostic, defineDiagnostics, isLauncherError } from '../model/diagnostic.ts'
import { printable } from '../model/format.ts'
import { explainEnd } from '../python/explain-end.ts'
import { runScript } from '../python/run-script.ts'
import type { ProbeResponse, Report, RunProbe, StaticContexts } from './check.ts'
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

interface FailedCheck {
  /** What it asks, as in a sentence. */
  readonly subject: string
  readonly reason: string
}

export const diagnostics = defineDiagnostics(() => ({
  'check-failed': ({ subject, reason }: FailedCheck) =>
    `nothing is known about ${subject}, because its check ended early (${printable(reason)}): MLflow goes on without it; start again to repeat it`,
}))

/** Starts the checks that run next to MLflow. Nobody waits for them. */
export function startRunningChecks(context: RunningContext, report: Report): void {
  const runProbe = shareProcesses(context, (subject, reason) => {
    report({ effect: 'warning', diagnostic: diagnostics.warning('check-failed', null, { subject, reason }) })
  })
  for (const check of CHECKS) if (check.stage === 'running') check.run(context, runProbe, report)
}

/** Runs a script once for all checks with the same probe. They must all ask for it before the first response comes. */
function shareProcesses(
  { installation, env, cwd }: RunningContext,
  onFailure: (subject: string, reason: string) => void,
): RunProbe {
  const listeners = new Map<string, ((response: ProbeResponse) => void)[]>()
  return (probe, onResponse) => {
    const { subject, ...script } = probe
    const onError = (error: unknown) => {
      // An incomplete installation was refused before the start, unless it changed since then.
      if (!isLauncherError(error)) onFailure(subject, error instanceof Error ? error.name : typeof error)
    }
    const key = JSON.stringify(probe)
    const others = listeners.get(key)
    if (others) {
      others.push(onResponse)
      return
    }
    const all = [onResponse]
    listeners.set(key, all)
    let isDone = false
    runScript({ ...script, python: installation.python, env, cwd }, (response) => {
      isDone ||= response.kind === 'done'
      for (const listener of all) {
        // The others get the response all the same.
        try {
          listener(response)
        } catch (error) {
          onError(error)
        }
      }
    })
      .then((result) => {
        if (!isDone) onFailure(subject, explainEnd(result))
      })
      .catch(onError)
  }
}
