// ^C and ^\ in a real terminal, as a person presses them.
import { afterEach, describe, expect, it } from 'vitest'
import { reportingChild } from '../rig/event-reader.ts'
import { launcher } from '../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'
import { Terminal } from '../rig/terminal.ts'

const CTRL_C = '\x03'
const CTRL_BACKSLASH = '\x1c'

let project: Project
let terminal: Terminal

function open(...command: string[]): void {
  project = new Project({ '.env': lines(PROJECT_KEYS) })
  terminal = new Terminal(project, command)
}

afterEach(() => {
  terminal.close()
  project.remove()
})

describe('in a terminal,', () => {
  it.each([
    ['^C', CTRL_C, 'SIGINT'],
    ['^\\', CTRL_BACKSLASH, 'SIGQUIT'],
  ])('%s reaches the command once, not a second time through the launcher', async (_, key, signal) => {
    open(launcher, '--quiet', process.execPath, reportingChild)
    const ready = await terminal.shows(/\{"ready":\d+.*\}/)
    expect(ready).toContain('ready')
    terminal.type(key)
    await terminal.shows(new RegExp(`"signal":"${signal}"`))
    terminal.type(key)
    await terminal.shows(new RegExp(`"signal":"${signal}"`))
    terminal.type('exit 9\n')
    const rest = await terminal.shows(/ended: .*\n/)
    expect(rest).toContain('ended: status 9')
    expect(rest).not.toContain('"signal"')
  })

  it('Ctrl-C ends a command that does not handle it, and the launcher the same way', async () => {
    open(launcher, '--quiet', 'sh', '-c', 'echo started; exec sleep 600')
    await terminal.shows(/started/)
    terminal.type(CTRL_C)
    expect(await terminal.shows(/ended: .*\n/)).toContain('ended: signal 2')
  })

  it('Ctrl-C ends a pipeline, and the shell continues', async () => {
    open('bash', '--norc', '--noprofile', '-i')
    await terminal.shows(/prompt> /)
    terminal.type(`echo input | ${launcher} --quiet sh -c 'cat; echo started; exec sleep 600'\n`)
    await terminal.shows(/input\s+started/)
    terminal.type(CTRL_C)
    await terminal.shows(/prompt> /)
    terminal.type('echo "status $?"; exit\n')
    expect(await terminal.shows(/status \d+\s/)).toContain('status 130')
  })

  it.each([
    ['TERM=xterm-256color', '\x1b[1;31merror:\x1b[0m'],
    ['TERM=dumb', 'error:'],
    ['NO_COLOR=1 TERM=xterm', 'error:'],
    ['NO_COLOR= TERM=xterm', '\x1b[1;31merror:\x1b[0m'],
  ])('with %s an error begins with %j', async (variables, label) => {
    open('env', ...variables.split(' '), launcher, 'no-such-command')
    expect(await terminal.shows(/ended: .*\n/)).toContain(
      `with-mlflow-env: ${label} 'no-such-command': command not found`,
    )
  })

  it('the command has a terminal', async () => {
    open(launcher, '--quiet', 'sh', '-c', 'test -t 0 && test -t 1 && test -t 2 && echo all three')
    expect(await terminal.shows(/ended: .*\n/)).toMatch(/all three\s+ended: status 0/)
  })
})
