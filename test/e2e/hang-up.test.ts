// A terminal that closes: below Node 22 an exit would abort then, with a dump that holds the keys.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { pythonBin } from '../rig/paths.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

/** Runs a command in a terminal, closes it once the command has said something, and tells how the command ended. */
const CLOSE = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
shown = b""
while b"is there" not in shown:
    shown += os.read(terminal, 4096)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`
const HEARS = 'trap "exit 7" HUP; echo it is there; sleep 60 & wait'

everyBuild((build) => {
  it('the launcher ends with the status of the command or by SIGHUP, and never crashes, when its terminal is closed', () => {
    const project = temporaryProject({}, build)
    const words = [...build.words, '--quiet', '--launch', 'supervise', 'sh', '-c', HEARS]
    const options = { cwd: project.folder, env: project.environment(), encoding: 'utf8', timeout: 30_000 } as const
    const status = Number(execFileSync(join(pythonBin, 'python'), ['-c', CLOSE, ...words], options))
    expect([7, -1]).toContain(status)
  })
})
