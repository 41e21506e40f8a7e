import type { ChildProcess, Signal } from '../../host/index.ts'
import * as host from '../../host/index.ts'
import type { LaunchPlan } from '../plan.ts'
import { refuseNodeDebug } from '../refuse-node-debug.ts'
import { SYSTEM_SIGNALS } from '../system-signals.ts'
import type { LaunchEngine } from './engine.ts'

/*
 * The command runs in the launcher's own process group, in the terminal as it is. docs/launch.md shows which signal goes
 * where, and why. No timer ends the command: a training run may take long to save its work, and is left to do
 * so.
 */

const FORWARDED: readonly Signal[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', ...SYSTEM_SIGNALS]
/** A terminal sends them to the whole foreground group: the command has them already. */
const FORWARDED_UNLESS_FROM_TERMINAL: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH']
/** A console's ^C reaches the command by itself; the launcher only must not die of it. */
const IGNORED_ON_WINDOWS: readonly Signal[] = ['SIGINT', 'SIGBREAK']
const FORWARDED_ON_WINDOWS: readonly Signal[] = ['SIGTERM', 'SIGHUP']

/** Starts the command as a child, forwards signals to it, and waits for its end. */
export const supervise: LaunchEngine = {
  name: 'supervise',
  replacesProcess: false,
  obstacle: () => null,
  hasDrawback: () => false,

  async launch(plan, { path, fitsKernelLimits }) {
    refuseNodeDebug(plan.launcherEnv)
    let child: ChildProcess | undefined
    const stop = forwardSignals(plan, () => child)
    try {
      if (fitsKernelLimits) plan.announce()
      const { command, args, env } = plan
      child = await host.spawn({
        command,
        args,
        env,
        isCertain: fitsKernelLimits && path !== null && host.canExec(path),
      })
      if (!fitsKernelLimits) plan.announce()
      return await child.exited
    } finally {
      stop()
    }
  },
}

/** @returns a function that removes the handlers, so that the signals mean again what they mean by default */
function forwardSignals({ platform }: LaunchPlan, child: () => ChildProcess | undefined): () => void {
  const handlers = new Map<Signal, (signal: Signal) => void>()
  const handle = (signals: readonly Signal[], handler: (signal: Signal) => void) => {
    for (const signal of signals) handlers.set(signal, handler)
  }
  const forward = (signal: Signal) => child()?.kill(signal)
  if (platform === 'win32') {
    handle(IGNORED_ON_WINDOWS, () => {})
    handle(FORWARDED_ON_WINDOWS, forward)
  } else {
    handle(FORWARDED, forward)
    handle(FORWARDED_UNLESS_FROM_TERMINAL, async (signal) => {
      const pid = child()?.pid
      // If the system does not tell, the signal is forwarded: better twice than not at all.
      if (pid !== undefined && !(await host.sharesForeground(pid).catch(() => false))) forward(signal)
    })
  }
  for (const [signal, handler] of handlers) host.onSignal(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) host.offSignal(signal, handler)
  }
}
