// The launcher run by a user who is not root, to whom permissions mean something. Needs root.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launcher } from './paths.ts'

export const NOBODY = 65_534
export const OTHER = 65_533

export interface OtherUserRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * @param top a folder of the test, for a copy of the launcher: the checkout may be in a private folder
 * @param script a text of sh in which `"$0" "$@"` is the launcher with its arguments
 */
export function runAs(
  uid: number,
  top: string,
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  script = 'exec "$0" "$@"',
): OtherUserRun {
  const words = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups', 'sh', '-c', script]
  const { status, stdout, stderr } = spawnSync('setpriv', [...words, readableLauncher(top), ...args], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
  })
  return { status, stdout, stderr }
}

export function folderOf(owner: number, ...path: string[]): string {
  const folder = join(...path)
  mkdirSync(folder)
  chownSync(folder, owner, owner)
  return folder
}

/** The launcher where every user may read it. */
export function readableLauncher(top: string): string {
  const copy = join(top, 'launcher')
  if (!existsSync(copy)) {
    chmodSync(top, 0o755)
    const script =
      'mkdir -p "$1" && cp -RL "$0/bin" "$0/dist" "$0/package.json" "$1" && mkdir "$1/node_modules" && cp -RL "$0/node_modules/dotenv" "$1/node_modules" && chmod -R a+rX "$1"'
    spawnSync('sh', ['-c', script, join(launcher, '..', '..'), copy])
  }
  return join(copy, 'bin', 'with-mlflow-env.js')
}
