// ^C and ^\ in a real terminal, as a person presses them.
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { giveDatabase, makeDatabase } from '../rig/database.ts'
import { reportingChild } from '../rig/event-reader.ts'
import { WITHOUT_JOBS } from '../rig/managed-server.ts'
import { launcher, pythonBin } from '../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'
import { Terminal } from '../rig/terminal.ts'

const CTRL_C = '\x03'
/** Only the launcher gets it, as if the terminal had sent it then. */
const PRESSED_BEFORE_SPAWN = `
const childProcess = require('node:child_process')
const { spawn } = childProcess
childProcess.spawn = (...given) => {
  process.kill(process.pid, 'SIGINT')
  return spawn(...given)
}
`
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

  it('Ctrl-C in the instant before the command is there ends the command', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS), 'press.cjs': PRESSED_BEFORE_SPAWN })
    const press = `NODE_OPTIONS=--require=${project.path('press.cjs')}`
    terminal = new Terminal(project, ['env', press, launcher, '--quiet', '--launch', 'supervise', 'sleep', '600'])
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

  it('a server counts the seconds of its start and of its end, and the last line takes the place of the count', async () => {
    project = new Project({ '.env': lines(PROJECT_KEYS) })
    await makeDatabase()
    giveDatabase(project.path('mlflow.db'))
    const env = Object.entries(WITHOUT_JOBS).map(([name, value]) => `${name}=${value}`)
    const server = [launcher, 'server', '--port', '0', '--python', join(pythonBin, 'python')]
    terminal = new Terminal(project, ['env', ...env, ...server])
    await terminal.shows(/\r\x1b\[Kwith-mlflow-env: MLflow \S+ is starting: 1 s/)
    const ready = await terminal.shows(/ is ready at http:\/\/127\.0\.0\.1:\d+ /)
    const port = Number(/:(\d+) $/.exec(ready)?.[1])
    // A request that is not complete keeps MLflow from ending.
    const request = createConnection(port, '127.0.0.1')
    await once(request, 'connect')
    request.write('POST /api/2.0/mlflow/experiments/search HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n')
    request.write('Content-Type: application/json\r\nContent-Length: 18\r\n\r\n')
    const [answer] = await once(request, 'data')
    expect(String(answer)).toContain('100 Continue')

    terminal.type(CTRL_C)
    const counter = (seconds: number) =>
      new RegExp(`\\r\\x1b\\[Kwith-mlflow-env: MLflow is stopping: ${seconds} s; press Ctrl-C again to kill it at once`)
    for (const seconds of [0, 1, 2]) await terminal.shows(counter(seconds))
    request.end('{"max_results": 1}')
    const end = await terminal.shows(/ended: .*\n/)
    const [shown = ''] = end.split(/ended: /)
    // What a terminal shows of each line: what comes after the last return to its beginning.
    const visible = shown.split('\n').map((line) => line.replace(/\r$/, '').replace(/^.*\r\x1b\[K/s, ''))
    expect(visible.slice(-2)).toEqual([expect.stringMatching(/^MLflow stopped \(SIGINT; \d+\.\d s\)$/), ''])
    expect(visible.join('\n')).not.toContain('is stopping')
    expect(end).toContain('ended: status 0')
  })
})
