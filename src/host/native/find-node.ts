import type { NodeProgram } from '../host.ts'
import { native } from './binding.ts'
import { env, toEnvironmentList } from './environment.ts'
import { decodeLatin1 } from './text.ts'

/** The oldest Node that runs the launcher. */
const OLDEST = [20, 19] as const
/** A wrapper, such as a version manager's, may first look for the version. */
const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 1024

/** The first Node of these that is new enough; null if there is none. One that crashes is passed over. */
export function findNode(paths: readonly string[]): NodeProgram | null {
  for (const path of paths) {
    const version = isExecutable(path) ? versionOf(path) : null
    if (version !== null) return { path, version }
  }
  return null
}

function isExecutable(path: string): boolean {
  try {
    native.access(path, 'execute')
    return native.stat(path)?.kind === 'file'
  } catch {
    return false
  }
}

/** Null for one that is too old, or does not work. */
function versionOf(path: string): string | null {
  try {
    const options = { input: '', timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES }
    const { exitCode, stdout } = native.run(path, ['--version'], toEnvironmentList(env()), options)
    const [, version, major, minor] = /^v((\d+)\.(\d+)\.\S+)/.exec(decodeLatin1(stdout)) ?? []
    return exitCode === 0 && version !== undefined && isAtLeast(Number(major), Number(minor)) ? version : null
  } catch {
    return null
  }
}

function isAtLeast(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
