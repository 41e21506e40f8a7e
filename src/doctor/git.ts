import * as host from '../host/index.ts'
import type { Environment } from '../model/source.ts'

/** Runs git in a directory, with words such as `'check-ignore', '-q', '--', '.env'`. It asks nobody, and never rejects. */
export type Git = (cwd: string, ...args: readonly string[]) => Promise<GitResult>

export interface GitResult {
  /** Null if git is not installed, or did not end in time. */
  readonly exitCode: number | null
  readonly stdout: string
}

/** In milliseconds. The history of a large repository takes a second. */
const TIMEOUT_MS = 5_000
const KILL_DELAY_MS = 5_000

/** @param env the launcher's own environment */
export function gitOf(env: Environment): Git {
  return async (cwd, ...args) => {
    const { exitCode, stdout } = await host.runHelper({
      command: 'git',
      args,
      cwd,
      // The repository is that of the directory, whatever the shell says.
      env: { ...withoutRepository(env), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      timeoutMs: TIMEOUT_MS,
      killDelayMs: KILL_DELAY_MS,
      drainMs: null,
      maxBytes: 1_000_000,
    })
    return { exitCode, stdout }
  }
}

function withoutRepository(env: Environment) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  )
}
