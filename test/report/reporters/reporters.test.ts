import { describe, expect, it } from 'vitest'
import { diagnosticLine } from '../../../src/report/diagnostic-line.ts'
import { chooseReporter } from '../../../src/report/reporters/index.ts'
import { serverDiagnostics } from '../../../src/server/diagnostics.ts'
import type { ServerEvent, ServerReporter } from '../../../src/server/events.ts'
import { resolved } from '../../rig/server-settings.ts'

const { artifacts } = resolved({}).settings
const exit = { version: '3.17.2', how: 3 } as const

const EVENTS = {
  starting: { type: 'starting', version: '3.17.2', seconds: 7 },
  finished: { type: 'startup-finished' },
  line: { type: 'output', stream: 1, bytes: Buffer.from('a line\n') },
  half: { type: 'output', stream: 2, bytes: Buffer.from('half a li') },
  request: {
    type: 'request',
    entry: {
      ...{ time: '2027-01-31T12:00:00.000Z', key: '02vgHAM7EZ6l', service: 'platform', method: 'GET', route: '/' },
      ...{ status: 200, bytesIn: 0, bytesOut: 9, ms: 1 },
    },
  },
  warning: {
    type: 'warning',
    diagnostic: serverDiagnostics.warning('server-exited', null, { ...exit, phase: 'command' }),
  },
  ready: {
    type: 'ready',
    purpose: 'server',
    version: '3.17.2',
    url: 'http://127.0.0.1:5000',
    seconds: 1.25,
    workers: 1,
    artifacts,
  },
  stopping: {
    type: 'stopping',
    signal: 'SIGINT',
    diagnostic: serverDiagnostics.notice('server-stopping', null, {}),
  },
  stopProgress: { type: 'stop-progress', seconds: 3, isRequested: true },
  stopFinished: { type: 'stop-finished' },
  stopped: { type: 'stopped', signal: 'SIGTERM', termination: 'graceful', seconds: 1.25 },
  kept: {
    type: 'kept',
    settings: resolved({ env: { MLFLOW_ARTIFACT_ROOT: 's3://lab/x' } }).settings,
    databaseFile: '/p/mlflow.db',
    command: 'with-mlflow-env server',
  },
  lost: {
    type: 'lost',
    diagnostic: serverDiagnostics.warning('server-exited', null, { ...exit, phase: 'command' }),
    lastLines: ['\tindented', 'with \x1b[2J control'],
  },
  failed: {
    type: 'failed',
    diagnostic: serverDiagnostics.error('server-exited', null, { ...exit, phase: 'startup' }),
    lastLines: ['the last words'],
  },
} as const satisfies Record<string, ServerEvent>

/** What is written for events in their order: the stream, then the text. */
function written(reporter: ServerReporter, ...events: readonly ServerEvent[]): string[] {
  return events.flatMap((event) =>
    reporter.report(event).map(({ stream, content }) => `${stream}:${Buffer.from(content as string).toString()}`),
  )
}
const plain = () => chooseReporter({ isQuiet: false, isTerminal: false, format: diagnosticLine })
const onTerminal = () => chooseReporter({ isQuiet: false, isTerminal: true, format: diagnosticLine })
const quiet = () => chooseReporter({ isQuiet: true, isTerminal: true, format: diagnosticLine })

const CLEAR = '\r\x1b[K'
const PROGRESS = `2:${CLEAR}with-mlflow-env: MLflow 3.17.2 is starting: 7 s`

describe('the plain reporter', () => {
  it("writes MLflow's output as it is, each stream to its own", () => {
    expect(written(plain(), EVENTS.line, EVENTS.half)).toEqual(['1:a line\n', '2:half a li'])
  })

  it('writes a line of JSON for each request, of its own even if MLflow has not ended its line', () => {
    const json = JSON.stringify(EVENTS.request.entry)
    const half = { ...EVENTS.half, stream: 1 } as const
    const { request, line } = EVENTS
    const expected = [`1:${json}\n`, '1:a line\n', `1:${json}\n`, '1:half a li', `1:\n${json}\n`, `1:${json}\n`]
    expect(written(plain(), request, line, request, half, request, request)).toEqual(expected)
  })

  it('writes one line for a server that is ready', () => {
    expect(written(plain(), EVENTS.ready)).toEqual([
      '2:MLflow 3.17.2 is ready at http://127.0.0.1:5000 (1 worker, 1.3 s; artifacts in ./mlartifacts of this machine, through the server)\n',
    ])
    expect(written(plain(), { ...EVENTS.ready, workers: 4 })[0]).toContain('(4 workers, ')
  })

  it('writes no such line for the server of a command, which the block describes', () => {
    expect(written(plain(), { ...EVENTS.ready, purpose: 'command' })).toEqual([])
  })

  it('writes the reason of a failure, and below it the last lines without control characters', () => {
    expect(written(plain(), EVENTS.failed)).toEqual([
      '2:with-mlflow-env: error: MLflow 3.17.2 exited before it was ready, with status 3\n  the last words\n',
    ])
    const [text = ''] = written(plain(), EVENTS.lost)
    expect(text).toMatch(/^2:with-mlflow-env: warning: [^\n]+ exited before the command, [^\n]+\n {6}indented\n/)
    expect(text).not.toContain('\x1b')
  })

  it('tells what the next Ctrl-C does, and says nothing about other signals', () => {
    expect(written(plain(), EVENTS.stopping)).toEqual([
      '2:with-mlflow-env: note: MLflow is stopping; press Ctrl-C again to kill it at once\n',
    ])
    expect(written(plain(), { ...EVENTS.stopping, signal: 'SIGTERM', diagnostic: null })).toEqual([])
  })

  it('shows no progress if standard error is not a terminal', () => {
    const events = [EVENTS.starting, EVENTS.finished, EVENTS.stopProgress, EVENTS.stopFinished]
    expect(written(plain(), ...events)).toEqual([])
  })

  it('writes a last line: how the server was stopped, and how long it took', () => {
    expect(written(plain(), EVENTS.stopped)).toEqual(['2:MLflow stopped (SIGTERM; 1.3 s)\n'])
    for (const termination of ['killed at once', 'killed after the grace period'] as const) {
      expect(written(plain(), { ...EVENTS.stopped, termination })).toEqual([
        `2:MLflow stopped (SIGTERM; ${termination}, 1.3 s)\n`,
      ])
    }
  })

  it('says where the runs of a private server are and how to see them, without a secret', () => {
    expect(written(plain(), EVENTS.kept)).toEqual([
      '2:Runs are in /p/mlflow.db, artifacts in s3://lab/x; to see them: with-mlflow-env server\n',
    ])
    const uri = 'postgresql://me:5eCr3t@db/runs?password=5eCr3t'
    const { settings } = resolved({ env: { MLFLOW_BACKEND_STORE_URI: uri, MLFLOW_DEFAULT_ARTIFACT_ROOT: 's3://d/y' } })
    expect(written(plain(), { ...EVENTS.kept, settings, databaseFile: null })[0]).toMatch(
      /^2:Runs are in postgresql:\/\/db\/runs\?\*\*\*, artifacts in s3:\/\/d\/y; /,
    )
  })
})

describe('the plain reporter on a terminal', () => {
  it('shows the progress of the start, and removes it', () => {
    expect(written(onTerminal(), EVENTS.starting, EVENTS.finished, EVENTS.finished)).toEqual([PROGRESS, `2:${CLEAR}`])
  })

  it('counts the seconds of the end with what Ctrl-C does, in the place of the note about it', () => {
    const counter = (again: string) =>
      `2:${CLEAR}with-mlflow-env: MLflow is stopping: 3 s; press Ctrl-C ${again}to kill it at once`
    const events = [EVENTS.stopping, EVENTS.stopProgress, EVENTS.stopFinished, EVENTS.stopped]
    expect(written(onTerminal(), ...events)).toEqual([
      counter('again '),
      `2:${CLEAR}`,
      ...written(plain(), EVENTS.stopped),
    ])
    expect(written(onTerminal(), { ...EVENTS.stopProgress, isRequested: false })).toEqual([counter('')])
  })

  it('writes its own lines above the progress', () => {
    const [, text = ''] = written(onTerminal(), EVENTS.starting, EVENTS.warning)
    expect(text.startsWith(`2:${CLEAR}with-mlflow-env: warning: `)).toBe(true)
    expect(text.endsWith(`\n${PROGRESS.slice(2)}`)).toBe(true)
  })

  it("makes room for MLflow's output, and shows the progress again after a whole line only", () => {
    expect(written(onTerminal(), EVENTS.starting, EVENTS.line, EVENTS.half)).toEqual([
      PROGRESS,
      ...[`2:${CLEAR}`, '1:a line\n', PROGRESS],
      ...[`2:${CLEAR}`, '2:half a li'],
    ])
  })

  it('writes as anywhere else once the start is over', () => {
    const events = [EVENTS.starting, EVENTS.finished, EVENTS.line, EVENTS.failed]
    expect(written(onTerminal(), ...events).slice(2)).toEqual(written(plain(), EVENTS.line, EVENTS.failed))
  })
})

describe('the quiet reporter', () => {
  it('leaves out the progress, what the next Ctrl-C does and the last line', () => {
    const { starting, finished, stopping, stopProgress, stopFinished, stopped, kept } = EVENTS
    expect(written(quiet(), starting, finished, stopping, stopProgress, stopFinished, stopped, kept)).toEqual([])
  })

  it.each(['line', 'half', 'ready', 'warning', 'lost', 'failed'] as const)('writes as the plain one: %s', (name) => {
    const text = written(quiet(), EVENTS[name])
    expect(text).toEqual(written(plain(), EVENTS[name]))
    expect(text).not.toEqual([])
  })
})
