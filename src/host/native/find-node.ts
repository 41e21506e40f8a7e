import { native } from './binding.ts'
import { env, toEnvironmentList } from './environment.ts'
import { decodeLatin1 } from './text.ts'

/** The oldest Node that runs the launcher. */
const OLDEST = [20, 19] as const
/** A wrapper, such as a version manager's, may first look for the version. */
const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 1024

/** The first Node of these that is new enough; null if there is none. One that crashes is passed over. */
export function findNode(paths: readonly string[]): string | null {
  return paths.find((path) => isExecutable(path) && isNewEnough(path)) ?? null
}

function isExecutable(path: string): boolean {
  try {
    native.access(path, 'execute')
    return native.stat(path)?.kind === 'file'
  } catch {
    return false
  }
}

function isNewEnough(path: string): boolean {
  try {
    const options = { input: '', timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES }
    const { exitCode, stdout } = native.run(path, ['--version'], toEnvironmentList(env()), options)
    const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(decodeLatin1(stdout)) ?? []
    return exitCode === 0 && major !== undefined && isAtLeast(Number(major), Number(minor))
  } catch {
    return false
  }
}

function isAtLeast(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
