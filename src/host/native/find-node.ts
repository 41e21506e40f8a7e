import type { NodeProgram } from '../host.ts'
import { native } from './binding.ts'
import { env } from './environment.ts'
import { runHelper } from './helper.ts'

/** The oldest Node that runs the launcher. */
const OLDEST = [20, 19] as const
/** A wrapper, such as a version manager's, may first look for the version. */
const TIMEOUT_MS = 10_000
/** How long it may take to end then, and what it has left behind may take to close its output. */
const END_MS = 100
const MAX_ANSWER_BYTES = 65_536

/** The first Node of these that is new enough; null if there is none. One that crashes is passed over. */
export async function findNode(paths: readonly string[]): Promise<NodeProgram | null> {
  for (const path of paths) {
    const version = isExecutable(path) ? await versionOf(path) : null
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
async function versionOf(path: string): Promise<string | null> {
  const { exitCode, stdout } = await runHelper({
    command: path,
    args: ['--version'],
    env: env(),
    cwd: '.',
    maxBytes: MAX_ANSWER_BYTES,
    timeoutMs: TIMEOUT_MS,
    killDelayMs: END_MS,
    drainMs: END_MS,
  })
  const [, version, major, minor] = /^v((\d+)\.(\d+)\.\S+)/.exec(stdout) ?? []
  return exitCode === 0 && version !== undefined && isAtLeast(Number(major), Number(minor)) ? version : null
}

function isAtLeast(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
