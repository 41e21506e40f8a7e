import { type Diagnostic, defineDiagnostics, isLauncherError } from '../model/diagnostic.ts'
import { printable } from '../model/format.ts'
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

export const diagnostics = defineDiagnostics(() => ({
  'check-failed': ({ reason }: { readonly reason: string }) =>
    `a check of the server failed unexpectedly (${printable(reason)}) and found nothing: please report it`,
}))

/** Starts the checks that run next to MLflow. Nobody waits for them: one without a response has found nothing. */
export function startRunningChecks(context: RunningContext, report: Report): void {
  const runProbe = shareProcesses(context, (error) => {
    // An incomplete installation was refused before the start, unless it changed since then.
    if (isLauncherError(error)) return
    const reason = error instanceof Error ? error.name : typeof error
    report({ effect: 'warning', diagnostic: diagnostics.warning('check-failed', null, { reason }) })
  })
  for (const check of CHECKS) if (check.stage === 'running') check.run(context, runProbe, report)
}

/** Runs a script once for all checks with the same probe. They must all ask for it before the first response comes. */
function shareProcesses({ installation, env, cwd }: RunningContext, onError: (error: unknown) => void): RunProbe {
  const listeners = new Map<string, ((response: ProbeResponse) => void)[]>()
  return (probe, onResponse) => {
    const key = JSON.stringify(probe)
    const others = listeners.get(key)
    if (others) {
      others.push(onResponse)
      return
    }
    const all = [onResponse]
    listeners.set(key, all)
    runScript({ ...probe, python: installation.python, env, cwd }, (response) => {
      for (const listener of all) {
        // The others get the response all the same.
        try {
          listener(response)
        } catch (error) {
          onError(error)
        }
      }
    }).catch(onError)
  }
}
