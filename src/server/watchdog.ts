import { readFileSync } from 'node:fs'
import process from 'node:process'
import { findShipped } from '../python/scripts.ts'
import type { ServerPlan } from './server-plan.ts'

/*
 * Ends the server when the launcher is gone without having done so: killed, or out of memory. A shell, which takes
 * 1.6 MB; in a session of its own, so that no signal to the launcher's group or the server's reaches it. The pipe on
 * its standard input closes when the launcher ends, in whatever way. A zombie is gone: who has it may never wait for it,
 * as the first process of many containers.
 *
 *   waiting ──the group's number, or none──▶ waiting
 *      │ ─────"done"──────────────▶ ended, with nothing done
 *      │ ─────the pipe closes─────▶ TERM to all ──all gone──▶ ended
 *      ▼                                │
 *   killed: another takes its place     └── the grace period is over ──▶ KILL to all, three times ──▶ ended
 *
 * The shell's part is watchdog.sh.
 */

/** Nobody waits longer for a server whose launcher is gone. */
const MAX_GRACE_S = 8
/** How often a killed watchdog is replaced. */
const MAX_REPLACEMENTS = 5

export interface Watchdog {
  /** Tells which process group to terminate. */
  watch(group: number): void
  /** The group is gone, and another may get its number. Processes that carry the server's id are still watched. */
  forget(): void
  /** Nothing is left to do. */
  dismiss(): void
}

/**
 * Starts the watchdog, before the server: there must be no moment without one.
 *
 * With `node:child_process` and not execa: it must start at once, has no output to collect and no result to wait for, and
 * outlives the launcher.
 *
 * @param serverId what the environments of the server's processes hold; not a secret
 * @param folder goes with the server
 * @throws {LauncherError} incomplete-installation
 */
export function startWatchdog(
  { platform, pid, launcherEnv, settings }: Pick<ServerPlan, 'platform' | 'pid' | 'launcherEnv' | 'settings'>,
  serverId: string,
  folder: string | null = null,
): Watchdog {
  // If PID 1 exits, the kernel kills all others.
  if (platform === 'win32' || pid === 1) return { watch: () => {}, forget: () => {}, dismiss: () => {} }
  const { spawn } = process.getBuiltinModule('node:child_process')
  const graceS = Math.ceil(Math.min(settings.graceSeconds.value, MAX_GRACE_S))
  let group = ''
  let left = MAX_REPLACEMENTS
  const path = findShipped('server/watchdog.sh')
  // Read once: a replacement starts although the package was upgraded or removed meanwhile.
  const script = readFileSync(path, 'utf8')
  const start = () => {
    const shell = spawn(
      '/bin/sh',
      ['-c', script, path, serverId, String(graceS), ...(folder === null ? [] : [folder])],
      {
        // The command's own PATH may lack `grep`.
        env: { PATH: [launcherEnv.PATH, '/usr/bin', '/bin'].filter(Boolean).join(':') },
        cwd: '/',
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      },
    )
    // Without a shell the server is not watched, as without the launcher.
    shell.on('error', () => {})
    shell.stdin.on('error', () => {})
    shell.once('exit', replace)
    shell.unref()
    shell.stdin.write(group)
    return shell
  }
  const replace = () => {
    if (left-- > 0) current = start()
  }
  const tell = (line: string) => {
    group = line
    current.stdin.write(line)
  }
  let current = start()
  return {
    watch: (id) => tell(`${id}\n`),
    forget: () => tell('\n'),
    dismiss: () => {
      left = 0
      current.stdin.end('done\n')
    },
  }
}
