import type { Readable } from 'node:stream'
import type { Environment } from '../model/source.ts'
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
 * Runs a script as a file, so that the working directory is not on its module path.
 *
 * @param onResponse called with each of the script's responses, as it comes
 * @returns how it ended; it never rejects because of the script
 * @throws {LauncherError} incomplete-installation
 */
export async function runScript(
  run: ScriptRun,
  onResponse: (response: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<ScriptResult> {
  const path = findShipped(`python/${run.script}`)
  // Not on the path of an ordinary command, which starts without it.
  const { execa } = await import('execa')
  const first = new FirstResponse(run.firstTimeoutMs, run.cancelSignal)
  const child = execa(run.python, [path, ...run.args], {
    env: run.env,
    extendEnv: false,
    cwd: run.cwd,
    stdin: run.stdin === 'open' ? 'pipe' : 'ignore',
    buffer: { stdout: false },
    reject: false,
    detached: run.hasOwnSession ?? true,
    cleanup: false,
    forceKillAfterDelay: run.killDelayMs ?? KILL_DELAY_MS,
    timeout: run.timeoutMs ?? 0,
    ...(first.cancelSignal === undefined ? {} : { cancelSignal: first.cancelSignal }),
  })
  const ended = child.then(({ exitCode, signal, code, stderr, timedOut }) => ({
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    timedOutMs: timedOut ? (run.timeoutMs ?? null) : first.timedOutMs,
    startError: exitCode === undefined && signal === undefined ? (code ?? 'unknown') : null,
    stderr: String(stderr ?? ''),
  }))
  child.once('exit', () => setTimeout(() => closePipes(child), DRAIN_MS).unref())
  if (child.pid !== undefined) {
    for await (const line of child.iterable({ from: 'stdout' })) {
      const response = parseResponse(line)
      if (!response) continue
      first.hasCome()
      onResponse(response)
    }
  }
  return ended.finally(() => first.hasCome())
}

/** Ends a script that does not respond at all, as a Python that hangs while it starts. */
class FirstResponse {
  readonly cancelSignal: AbortSignal | undefined
  /** The limit, once it is over. */
  timedOutMs: number | null = null
  private readonly timer: NodeJS.Timeout | undefined

  constructor(timeoutMs: number | undefined, cancelSignal: AbortSignal | undefined) {
    this.cancelSignal = cancelSignal
    if (timeoutMs === undefined) return
    const controller = new AbortController()
    this.cancelSignal = cancelSignal ? AbortSignal.any([cancelSignal, controller.signal]) : controller.signal
    this.timer = setTimeout(() => {
      this.timedOutMs = timeoutMs
      controller.abort()
    }, timeoutMs)
  }

  hasCome(): void {
    clearTimeout(this.timer)
  }
}

function closePipes({ stdout, stderr }: { readonly stdout: Readable | null; readonly stderr: Readable | null }): void {
  stdout?.destroy()
  stderr?.destroy()
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
