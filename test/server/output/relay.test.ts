import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import type { ServerReporter } from '../../../src/server/events.ts'
import { NonBlockingWriter } from '../../../src/server/output/nonblocking-writer.ts'
import { OutputRelay } from '../../../src/server/output/relay.ts'

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-relay-'))
let count = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Prints MLflow's output as it is, and the kind of every other event. */
const REPORTER: ServerReporter = {
  report: (event) =>
    event.type === 'output'
      ? [{ stream: event.stream, content: event.bytes }]
      : [{ stream: 2, content: `${event.type}\n` }],
}

function start(forwards: boolean) {
  const paths = [join(folder, `out-${count}`), join(folder, `err-${count++}`)]
  const [output, error] = paths.map((path) => new NonBlockingWriter(openSync(path, 'w') as 1 | 2))
  if (!output || !error) throw new Error('no writers')
  const relay = new OutputRelay(REPORTER, forwards, { 1: output, 2: error })
  const sources = { 1: new PassThrough(), 2: new PassThrough() }
  relay.connect(1, sources[1])
  relay.connect(2, sources[2])
  const write = (stream: 1 | 2, bytes: Buffer) => sources[stream].emit('data', bytes)
  return { relay, write, written: () => paths.map((path) => readFileSync(path, 'utf8')) }
}

it('forwards both streams as they are, and keeps the last lines', () => {
  const { relay, write, written } = start(true)
  const bytes = Buffer.from([0x6f, 0xff, 0x0a])
  write(1, Buffer.from('half a li'))
  write(2, bytes)
  write(1, Buffer.from('ne'))
  expect(written()[0]).toBe('half a line')
  expect(written()[1]).toBe(bytes.toString('utf8'))
  expect(relay.lastLines).toEqual([bytes.toString('utf8').trim(), 'half a line'])
})

it('only keeps the last lines of a server for one command', () => {
  const { relay, write, written } = start(false)
  write(1, Buffer.from('out\n'))
  relay.emit({ type: 'stopping', signal: 'SIGTERM', diagnostic: null })
  expect(written()).toEqual(['', 'stopping\n'])
  expect(relay.lastLines).toEqual(['out'])
})

it('stops forwarding, but goes on to report', () => {
  const { relay, write, written } = start(true)
  write(1, Buffer.from('before\n'))
  relay.stopForwarding()
  write(1, Buffer.from('after\n'))
  relay.emit({ type: 'stopping', signal: 'SIGTERM', diagnostic: null })
  expect(written()).toEqual(['before\n', 'stopping\n'])
  expect(relay.lastLines).toEqual(['before', 'after'])
})
