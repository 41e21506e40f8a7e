import type { Readable } from 'node:stream'
import type { HelperRequest, HelperResult } from '../host.ts'

const MAX_BYTES = 100_000_000

export async function runHelper(request: HelperRequest): Promise<HelperResult> {
  const { onLine, drainMs, cancelSignal } = request
  // Not on the path of an ordinary command, which starts without it.
  const { execa } = await import('execa')
  const child = execa(request.command, request.args, {
    env: request.env,
    extendEnv: false,
    cwd: request.cwd,
    stdin: request.keepsInput ? 'pipe' : 'ignore',
    buffer: { stdout: onLine === undefined },
    maxBuffer: request.maxBytes ?? MAX_BYTES,
    reject: false,
    detached: request.hasOwnSession ?? false,
    // Listening for every signal would change what those do that Node ignores, such as SIGXFSZ.
    cleanup: false,
    forceKillAfterDelay: request.killDelayMs,
    timeout: request.timeoutMs ?? 0,
    ...(cancelSignal === undefined ? {} : { cancelSignal }),
  })
  // One that does not read it says by its end what is wrong.
  child.stdin?.on('error', () => {})
  if (request.input) child.stdin?.write(request.input)
  const ended = child.then(({ exitCode, signal, code, stdout, stderr, timedOut }) => ({
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    isTimedOut: timedOut,
    startError: exitCode === undefined && signal === undefined ? (code ?? 'unknown') : null,
    stdout: String(stdout ?? ''),
    stderr: String(stderr ?? ''),
  }))
  if (drainMs !== null) child.once('exit', () => setTimeout(() => closePipes(child), drainMs).unref())
  if (onLine && child.pid !== undefined) for await (const line of child.iterable({ from: 'stdout' })) onLine(line)
  return ended
}

function closePipes({ stdout, stderr }: { readonly stdout: Readable | null; readonly stderr: Readable | null }): void {
  stdout?.destroy()
  stderr?.destroy()
}
