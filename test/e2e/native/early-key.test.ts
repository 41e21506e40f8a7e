// ^C of a terminal in the instant before the command is there.
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { executable } from '../../rig/executable.ts'
import { describeNative } from '../../rig/native-and-node.ts'
import { pythonBin } from '../../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { Terminal } from '../../rig/terminal.ts'

const python = join(pythonBin, 'python')
/** It comes before the launcher's first instruction and, because it is blocked, waits until the command looks. */
const PRESSED = `
import os, signal, sys
keys = {signal.SIGINT, signal.SIGQUIT}
signal.pthread_sigmask(signal.SIG_BLOCK, keys)
for key in keys:
    os.kill(os.getpid(), key)
os.execv(sys.argv[1], sys.argv[1:])
`
const LOOK = `
import signal
print("got", *sorted(key.name for key in signal.sigpending()))
`

describeNative('a key that was pressed before the command was there', () => {
  let project: Project
  let terminal: Terminal

  afterEach(() => {
    terminal.close()
    project.remove()
  })

  it.each(['exec', 'supervise'])('reaches the command: --launch %s', async (launch) => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    const words = [executable, '--quiet', '--launch', launch, python, '-I', '-c', LOOK]
    terminal = new Terminal(project, [python, '-I', '-c', PRESSED, ...words])
    expect(await terminal.shows(/got[^\n]*\n/)).toBe('got SIGINT SIGQUIT\r\n')
  })
})
