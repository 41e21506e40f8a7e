// The check of the bucket with real boto3 against what answers with other than a list: without end, or without HTTP.
import { pipeline, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { askForBucket, LIST, startTcp } from '../rig/stand-in-store.ts'

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\n'
const BLANKS = ' '.repeat(65_536)
const GARBAGE = { kind: 'unusable', cause: 'no store', reason: 'an answer that is not HTTP' }
const ENDLESS = { kind: 'unusable', cause: 'no store', reason: 'an answer without end, more than 2 MB' }
const BROKEN_OFF = { kind: 'unreachable', reason: expect.stringContaining('closed before the end of an answer') }

const ask = (port: number) => askForBucket({ MLFLOW_S3_ENDPOINT_URL: `http://127.0.0.1:${port}` })

/** What sends a text, and then another one until the client hangs up. */
function startEndless(first: string | Buffer, then: string): Promise<number> {
  return startTcp((socket) => {
    function* pieces() {
      yield first
      while (true) yield then
    }
    socket.once('data', () => pipeline(Readable.from(pieces(), { objectMode: false }), socket, () => {}))
  })
}

const startText = (text: string) => startTcp((socket) => socket.once('data', () => socket.end(text)))

describe('an answer without end is no store, and not kept in memory:', () => {
  it.each<[string, string | Buffer, string]>([
    ['blanks after a list', `${HEAD}\r\n${LIST}`, BLANKS],
    ['a length that is announced', `${HEAD}content-length: 99999999999\r\n\r\n`, BLANKS],
    ['chunks', `${HEAD}transfer-encoding: chunked\r\n\r\n`, `10000\r\n${BLANKS}\r\n`],
    ['one chunk', `${HEAD}transfer-encoding: chunked\r\n\r\nfffffffffff\r\n`, BLANKS],
    ['what follows the chunks', `${HEAD}transfer-encoding: chunked\r\n\r\n0\r\n`, 'a: b\r\n'.repeat(9_000)],
    ['a compressed one', Buffer.concat([Buffer.from(`${HEAD}content-encoding: gzip\r\n\r\n`), gzipSync(LIST)]), BLANKS],
    ['a request to continue', '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(3_000)],
  ])('%s', async (_, first, then) => {
    expect(await ask(await startEndless(first, then))).toMatchObject([ENDLESS])
  })
})

describe('an answer that is not HTTP is no store:', () => {
  it.each<[string, string, string]>([
    ['headers', HEAD, 'a: b\r\n'.repeat(9_000)],
    ['one header', `${HEAD}a: `, BLANKS],
    ['a first line', '', BLANKS],
    ['the length of a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\n5;`, BLANKS],
  ])('%s without end', async (_, first, then) => {
    expect(await ask(await startEndless(first, then))).toMatchObject([GARBAGE])
  })

  it.each<[string, string]>([
    ['another protocol', 'ready to serve\r\n\r\n'],
    ['another protocol without a line', '\x15\x03\x03'],
    ['another version', 'HTTP/4.0 200 OK\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['two lengths', `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`],
    ['a chunk without a length', `${HEAD}transfer-encoding: chunked\r\n\r\nhello\r\n`],
  ])('%s', async (_, text) => {
    expect(await ask(await startText(text))).toMatchObject([GARBAGE])
  })
})

describe('a connection that breaks off may be asked again:', () => {
  it.each<[string, string, object]>([
    ['in the first line', 'HTTP/1.1 20', BROKEN_OFF],
    ['at its beginning', 'HT', BROKEN_OFF],
    ['in the headers', `${HEAD}conte`, BROKEN_OFF],
    ['between two headers', HEAD, BROKEN_OFF],
    ['before a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\n`, BROKEN_OFF],
    ['in a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\nff\r\n${LIST.slice(0, 40)}`, BROKEN_OFF],
    [
      'in the body',
      `${HEAD}content-length: 500\r\n\r\n${LIST.slice(0, 40)}`,
      { kind: 'unreachable', reason: 'half an answer' },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await ask(await startText(text))).toMatchObject([expected])
  })

  it('with nothing at all', async () => {
    const closing = await startTcp((socket) => socket.destroy())
    expect(await ask(closing)).toMatchObject([{ kind: 'unreachable', reason: expect.stringMatching(/closed|reset/) }])
  })
})
