import * as host from '../host/index.ts'
import type { Environment } from '../model/source.ts'
import { findBuiltIn } from './built-in.ts'
import { findShipped } from './scripts.ts'

/** Opens each of a script's lines that is for us: whatever starts along with Python may print to the same place. */
export const RESPONSE_PREFIX = 'with-mlflow-env:'

/** How long a process that was asked to end may take, in milliseconds. */
const KILL_DELAY_MS = 1_000
/** For what a script wrote last. A daemon that starts along with Python may hold its pipes open for good. */
const DRAIN_MS = 200

/** One of our scripts and the process that runs it. */
export interface ScriptRun {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** The script's file name, as `check_bucket.py`. */
  readonly script: string
  /** No secrets: every user of the machine can read a command line. They are in the environment. */
  readonly args: readonly string[]
  /** The whole environment: nothing of the launcher's own is added. */
  readonly env: Environment
  readonly cwd: string
  /** For the whole script. */
  readonly timeoutMs?: number
  /** For its first response. */
  readonly firstTimeoutMs?: number
  readonly cancelSignal?: AbortSignal
  /**
   * False if a Ctrl-C of the terminal may end the script: for one that runs before anything listens for it. Otherwise the
   * script has a session of its own, and the launcher ends it.
   */
  readonly hasOwnSession?: boolean
  /** `open`: a pipe that closes when the launcher ends, however it ends. */
  readonly stdin?: 'ignore' | 'open'
  /** How long it may take to end when it was asked to, for one that has something to clear away; a second otherwise. */
  readonly killDelayMs?: number
}

/** How a script ended. */
export interface ScriptResult {
  /** Null if the process did not start, or was ended by a signal. */
  readonly exitCode: number | null
  readonly signal: string | null
  /** The limit in milliseconds that ended it; null if it ended by itself. */
  readonly timedOutMs: number | null
  /** The system's error if the process did not start, as `ENOENT`. */
  readonly startError: string | null
  readonly stderr: string
}

/**
 * Runs a script as a file, or from a pipe if it is built in, so that the working directory is not on its module path.
 *
 * @param onResponse called with each of the script's responses, as it comes
 * @returns how it ended; it never rejects because of the script
 * @throws {LauncherError} incomplete-installation
 */
export async function runScript(
  run: ScriptRun,
  onResponse: (response: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<ScriptResult> {
  const builtIn = findBuiltIn(run.script)
  const words = builtIn?.args ?? [findShipped(`python/${run.script}`)]
  const first = new FirstResponse(run.firstTimeoutMs, run.cancelSignal)
  const { exitCode, signal, isTimedOut, startError, stderr } = await host
    .runHelper({
      command: run.python,
      args: [...words, ...run.args],
      env: run.env,
      cwd: run.cwd,
      keepsInput: run.stdin === 'open' || builtIn !== null,
      ...(builtIn !== null && { input: builtIn.input }),
      hasOwnSession: run.hasOwnSession ?? true,
      killDelayMs: run.killDelayMs ?? KILL_DELAY_MS,
      drainMs: DRAIN_MS,
      cancelSignal: first.cancelSignal,
      ...(run.timeoutMs !== undefined && { timeoutMs: run.timeoutMs }),
      onLine(line) {
        const response = parseResponse(line)
        if (!response) return
        first.hasCome()
        onResponse(response)
      },
    })
    .finally(() => first.hasCome())
  return { exitCode, signal, timedOutMs: isTimedOut ? (run.timeoutMs ?? null) : first.timedOutMs, startError, stderr }
}

/** Ends a script that does not respond at all, as a Python that hangs while it starts. */
class FirstResponse {
  readonly cancelSignal: AbortSignal
  /** The limit, once it is over. */
  timedOutMs: number | null = null
  private readonly timer: NodeJS.Timeout | undefined

  constructor(timeoutMs: number | undefined, cancelSignal: AbortSignal | undefined) {
    const controller = new AbortController()
    this.cancelSignal = controller.signal
    if (cancelSignal?.aborted) controller.abort()
    cancelSignal?.addEventListener('abort', () => controller.abort())
    if (timeoutMs === undefined) return
    this.timer = setTimeout(() => {
      this.timedOutMs = timeoutMs
      controller.abort()
    }, timeoutMs)
  }

  hasCome(): void {
    clearTimeout(this.timer)
  }
}

function parseResponse(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith(RESPONSE_PREFIX)) return null
  try {
    const response: unknown = JSON.parse(line.slice(RESPONSE_PREFIX.length))
    return typeof response === 'object' && response !== null ? (response as Record<string, unknown>) : null
  } catch {
    return null
  }
}
