import { type ChildProcess, type ExitResult, host, type Signal } from '../../host/index.ts'

import { checkNodeDebug } from '../node-debug.ts'
import type { LaunchPlan } from '../plan.ts'
import { examineStart, startFailure } from '../preflight.ts'

/*
 * The signal policy; docs/launch.md has the reasons. The command runs in the launcher's own process group, in the
 * terminal as it is.
 *
 *   starting ──any signal──▶ kept until the command is there, then as below
 *      ▼
 *   running ──TERM HUP USR1 USR2 CONT…──▶ passed on at once, whoever sent it
 *      │ ────INT QUIT WINCH───────────▶ passed on, unless the terminal sent it to the whole group itself
 *      │ ────TSTP TTIN TTOU───────────▶ not touched: the terminal stops and continues the group
 *      │ ────KILL, a crash────────────▶ the kernel sends the command TERM (src/host)
 *      │ ────a signal that cannot be sent (the command has become another user)──▶ stays
 *      ▼
 *   command ended ──▶ the launcher ends the same way (exit.ts)
 *
 * Nothing here ends the command by a timer: a training run that takes long to save its work is left to do so.
 */
const ALWAYS: readonly Signal[] = [
  ...(['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'] as const),
  // Sent by batch systems, limits and power supplies; unhandled, they would end the launcher and orphan the command.
  ...(['SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
]
const UNLESS_FROM_TERMINAL: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH']
/** A console's ^C reaches the command by itself; the launcher only must not die of it. */
const WINDOWS_CONSOLE: readonly Signal[] = ['SIGINT', 'SIGBREAK']
const WINDOWS_END: readonly Signal[] = ['SIGTERM', 'SIGHUP']

/**
 * Starts the command as a child and stays until it has ended.
 *
 * @throws {Refusal} where the command cannot be started
 */
export async function supervise(plan: LaunchPlan): Promise<ExitResult> {
  let child: ChildProcess | undefined
  const stop = forwardSignals(plan, () => child)
  try {
    const { path, fits } = examineStart(plan)
    checkNodeDebug(plan.parent)
    if (fits) plan.announce()
    const { command, args, env } = plan
    child = await host.spawn({ command, args, env, isCertain: fits && path !== null && host.canExec(path) })
    if (!fits) plan.announce()
    return await child.exited
  } catch (error) {
    throw startFailure(plan, error)
  } finally {
    stop()
  }
}

/** @returns a function that takes the handlers away, so that the signals mean again what they mean by default */
function forwardSignals(plan: LaunchPlan, child: () => ChildProcess | undefined): () => void {
  const handlers = new Map<Signal, (signal: Signal) => void>()
  const handle = (signals: readonly Signal[], handler: (signal: Signal) => void) => {
    for (const signal of signals) handlers.set(signal, handler)
  }
  if (plan.platform === 'win32') {
    handle(WINDOWS_CONSOLE, () => {})
    handle(WINDOWS_END, (signal) => child()?.kill(signal))
  } else {
    handle(ALWAYS, (signal) => child()?.kill(signal))
    handle(UNLESS_FROM_TERMINAL, async (signal) => {
      const running = child()
      if (running && !(await host.sharesForeground(running.pid))) running.kill(signal)
    })
  }
  for (const [signal, handler] of handlers) host.onSignal(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) host.offSignal(signal, handler)
  }
}
