// A real pipe whose reader does not read.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NonBlockingWriter } from '../../../src/server/output/nonblocking-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-writer-'))
let count = 0
let opened: number[] = []
let reader = -1
let writer: NonBlockingWriter

function open(path: string, flags: number): number {
  const descriptor = openSync(path, flags)
  opened.push(descriptor)
  return descriptor
}

/** Any descriptor will do, not only those of the standard streams. */
const writerTo = (descriptor: number) => new NonBlockingWriter(descriptor as 1 | 2)

beforeEach(() => {
  const path = join(folder, `pipe-${count++}`)
  execFileSync('mkfifo', [path])
  reader = open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  // Blocking, as a shell's pipe is.
  writer = writerTo(open(path, constants.O_WRONLY))
})
afterEach(() => {
  for (const descriptor of opened) closeSync(descriptor)
  opened = []
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All that is in the pipe now. */
function read(): string {
  const bytes = Buffer.alloc(1_000_000)
  let text = ''
  for (;;) {
    try {
      const length = readSync(reader, bytes)
      if (length === 0) return text
      text += bytes.toString('latin1', 0, length)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return text
      throw error
    }
  }
}

/** Reads until something else has happened. */
async function readUntil(happened: Promise<void>): Promise<string> {
  let text = ''
  let isOver = false
  happened.then(() => {
    isOver = true
  })
  await expect
    .poll(
      () => {
        text += read()
        return isOver
      },
      { interval: 5, timeout: 10_000 },
    )
    .toBe(true)
  return text + read()
}

describe.skipIf(process.platform !== 'linux')('a writer to a pipe (Linux only)', () => {
  it('writes at once to a reader that reads', async () => {
    writer.write(Buffer.from('a line\n'))
    expect(read()).toBe('a line\n')
    expect(writer.needsDrain).toBe(false)
    await writer.drained()
  })

  it('does not wait for a reader that does not read, and loses nothing that it reads later', async () => {
    for (let at = 0; at < 100; at++) writer.write(Buffer.alloc(3_000, String(at % 10)))
    expect(writer.needsDrain).toBe(true)
    const text = await readUntil(writer.drained())
    expect(writer.needsDrain).toBe(false)
    expect(text).toBe(Array.from({ length: 100 }, (_, at) => String(at % 10).repeat(3_000)).join(''))
  })

  it('keeps a bounded amount for a source that cannot wait', async () => {
    for (let at = 0; at < 40; at++) writer.write(Buffer.alloc(100_000, 'x'))
    const kept = await readUntil(writer.drained())
    expect(kept.length).toBeGreaterThan(1_000_000)
    expect(kept.length).toBeLessThan(1_300_000)
  })

  it('lets a source go on that waits, before the reader reads', async () => {
    writer.write(Buffer.alloc(300_000, 'x'))
    const drained = writer.drained()
    writer.releaseWaiters()
    await drained
    expect(writer.needsDrain).toBe(true)
  })

  it('drops what is left when the reader goes', async () => {
    writer.write(Buffer.alloc(300_000, 'x'))
    closeSync(reader)
    opened = opened.filter((descriptor) => descriptor !== reader)
    await writer.drained()
    expect(writer.needsDrain).toBe(false)
    writer.write(Buffer.from('nobody reads this'))
  })

  it('closes when the reader has read all', async () => {
    writer.write(Buffer.alloc(300_000, 'x'))
    expect((await readUntil(writer.close(60_000))).length).toBe(300_000)
  })

  it('closes when the reader has read nothing for the given time', async () => {
    writer.write(Buffer.alloc(300_000, 'x'))
    const since = performance.now()
    await writer.close(50)
    expect(performance.now() - since).toBeGreaterThanOrEqual(50)
    expect(writer.needsDrain).toBe(true)
  })
})

it('writes to a file', () => {
  const path = join(folder, 'file')
  const file = writerTo(open(path, constants.O_WRONLY | constants.O_CREAT))
  file.write(Buffer.from('one\n'))
  file.write(Buffer.from('two\n'))
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  expect(file.needsDrain).toBe(false)
})
