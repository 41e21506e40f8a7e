// The launcher as a user starts it, and the environment that its command gets.
import { deepStrictEqual } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import type { Env } from '../../oracle/accounts.ts'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { type Build, NODE_BUILD } from '../../rig/node-build.ts'

export interface Run {
  readonly status: number | null
  readonly stderr: string
  /** The command's environment; empty where nothing was started. */
  readonly env: Env
}

/** Runs `with-mlflow-env --quiet [options] env -0` in an environment that holds nothing else. Every build does the same. */
export function runLauncher(parent: Env, cwd: string, ...words: string[]): Run {
  const run = runBuild(NODE_BUILD, parent, cwd, words)
  if (NATIVE_BUILD.absent === null) deepStrictEqual(runBuild(NATIVE_BUILD, parent, cwd, words), run)
  return run
}

function runBuild(build: Build, parent: Env, cwd: string, words: readonly string[]): Run {
  const [command, ...own] = build.words
  // The words may start other programs before `env`: a second launcher, say.
  const args = [...own, '--quiet', ...words, 'env', '-0']
  const { status, stdout, stderr, error } = spawnSync(command, args, { env: parent, cwd, encoding: 'utf8' })
  if (error) throw error
  const pairs = stdout.split('\0').filter((pair) => pair !== '')
  return { status, stderr, env: Object.fromEntries(pairs.map((pair) => split(pair))) }
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
