import type { UnusableNode } from '../diagnostics.ts'
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
/** Node's status for an option that it does not know, or takes from no variable. */
const INVALID_OPTION = 9

interface NodeSearch {
  /** The first that is new enough. */
  readonly node: NodeProgram | null
  /** The first that is not, or does not work. */
  readonly unusable: UnusableNode | null
}

export async function findNode(paths: readonly string[]): Promise<NodeSearch> {
  let unusable: UnusableNode | null = null
  for (const path of paths.filter(isExecutable)) {
    const answer = await versionOf(path)
    if ('version' in answer) return { node: { path, ...answer }, unusable }
    unusable ??= { path, ...answer }
  }
  return { node: null, unusable }
}

function isExecutable(path: string): boolean {
  try {
    native.access(path, 'execute')
    return native.stat(path)?.kind === 'file'
  } catch {
    return false
  }
}

/** What it prints itself is not passed on: it may show what is in NODE_OPTIONS. */
async function versionOf(path: string): Promise<{ version: string } | { problem: string }> {
  const { exitCode, signal, isTimedOut, startError, stdout } = await runHelper({
    command: path,
    args: ['--version'],
    env: env(),
    cwd: '.',
    maxBytes: MAX_ANSWER_BYTES,
    timeoutMs: TIMEOUT_MS,
    killDelayMs: END_MS,
    drainMs: END_MS,
  })
  if (startError !== null) return { problem: `cannot be started (${startError})` }
  if (isTimedOut) return { problem: `does not say its version within ${TIMEOUT_MS / 1000} s` }
  if (exitCode === INVALID_OPTION && env().NODE_OPTIONS) return { problem: 'refuses an option that is in NODE_OPTIONS' }
  if (exitCode !== 0) return { problem: `fails (${signal ?? `status ${exitCode}`})` }
  const [, version, major, minor] = /^v((\d+)\.(\d+)\.\S+)/.exec(stdout) ?? []
  if (version === undefined) return { problem: 'says no version' }
  return isAtLeast(Number(major), Number(minor)) ? { version } : { problem: `is version ${major}.${minor}` }
}

function isAtLeast(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
