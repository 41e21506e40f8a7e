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

/** @param env the launcher's own environment */
export function gitOf(env: Environment): Git {
  return async (cwd, ...args) => {
    const { execa } = await import('execa')
    const { exitCode, stdout } = await execa('git', args, {
      cwd,
      // The repository is that of the directory, whatever the shell says.
      env: { ...withoutRepository(env), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      timeout: TIMEOUT_MS,
      // It ends in time by itself. Listening for every signal would change what those do that Node ignores, such as SIGXFSZ.
      cleanup: false,
      maxBuffer: 1_000_000,
    })
    return { exitCode: exitCode ?? null, stdout: String(stdout ?? '') }
  }
}

function withoutRepository(env: Environment) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  )
}
