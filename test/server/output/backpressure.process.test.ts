// MLflow waits for a slow reader, as it would without the launcher; nothing waits when it is to end.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerReporter } from '../../../src/server/events.ts'
import { NonBlockingWriter } from '../../../src/server/output/nonblocking-writer.ts'
import { OutputRelay } from '../../../src/server/output/relay.ts'

const AS_IT_IS: ServerReporter = {
  report: (event) => (event.type === 'output' ? [{ stream: event.stream, content: event.bytes }] : []),
}
const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-backpressure-'))
const path = join(folder, 'pipe')
let reader = -1
let descriptor = -1

beforeAll(() => {
  execFileSync('mkfifo', [path])
  reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  descriptor = openSync(path, constants.O_WRONLY)
})
afterAll(() => {
  closeSync(reader)
  closeSync(descriptor)
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(process.platform !== 'linux')('a reader that does not read (Linux only)', () => {
  it('makes MLflow wait until it reads, or until the server is to end', async () => {
    const writer = new NonBlockingWriter(descriptor as 1 | 2)
    const relay = new OutputRelay(AS_IT_IS, true, { 1: writer, 2: writer })
    const [output, error] = [new PassThrough(), new PassThrough()]
    relay.connect(1, output)
    relay.connect(2, error)
    let forwarded = 0
    while (!output.isPaused() && forwarded < 1_000_000) {
      output.emit('data', Buffer.alloc(10_000, 'x'))
      forwarded += 10_000
    }
    // As much as a pipe holds, twice.
    expect(forwarded).toBeLessThan(200_000)
    let read = 0
    const bytes = Buffer.alloc(100_000)
    await expect
      .poll(
        () => {
          try {
            read += readSync(reader, bytes)
          } catch {
            // Nothing there yet.
          }
          return read
        },
        { interval: 5 },
      )
      .toBe(forwarded)
    await expect.poll(() => output.isPaused()).toBe(false)
    // And now without a reader.
    while (!error.isPaused()) error.emit('data', Buffer.alloc(10_000, 'x'))
    relay.ignoreBackpressure()
    await expect.poll(() => error.isPaused()).toBe(false)
    error.emit('data', Buffer.alloc(10_000, 'x'))
    expect(error.isPaused()).toBe(false)
  })
})
