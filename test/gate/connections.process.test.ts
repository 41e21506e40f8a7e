// An answer that is cut off under TLS: clients must not take what came for all of it.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net'
import { join } from 'node:path'
import { connect, type SecureVersion } from 'node:tls'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Limits } from '../../src/gate/limits.ts'
import { makeCertificate } from '../rig/certificate.ts'
import { openTestGate, TEST_KEYS } from '../rig/gate.ts'
import { pythonBin } from '../rig/paths.ts'

/** What MLflow has sent when it dies, by the path. */
const PARTS: Readonly<Record<string, string>> = {
  length: 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello',
  chunked: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
}
/** Reads as many bytes as come, piece by piece, as urllib3 1.26 does too: that is no error if the connection ends early. */
const READ = `
import ssl, sys, urllib.request
url, key = sys.argv[1], sys.stdin.read()
request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
with urllib.request.urlopen(request, context=ssl._create_unverified_context()) as answer:
    while answer.read(4):
        pass
print("ended")
`
/** A gate with TLS, before an upstream that dies in the middle of its answer. */
async function openCut(limits: Partial<Limits> = {}) {
  const upstream = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (head: Buffer) => {
      const [, name = ''] = /^GET \/(\w+)/.exec(head.toString()) ?? []
      socket.write(PARTS[name] ?? '', () => setImmediate(() => socket.destroy()))
    })
  })
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void upstream.close())
  const files = makeCertificate('IP:127.0.0.1')
  const tls = { cert: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') }
  const gate = await openTestGate((upstream.address() as AddressInfo).port, { tls, limits })
  onTestFinished(() => gate.gate.close(0))
  return gate
}

describe.each(['length', 'chunked'])('an answer with its %s that is cut off under TLS', (name) => {
  it.each(['TLSv1.2', 'TLSv1.3'] as SecureVersion[])('ends with an error (%s)', async (maxVersion) => {
    const { port } = await openCut()
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, maxVersion })
    let seen = ''
    socket.on('data', (data) => {
      seen += data
    })
    const end = new Promise<string>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      socket.on('end', () => resolve('end'))
    })
    const key = `Authorization: Bearer ${TEST_KEYS.read}`
    socket.write(`GET /api/mlflow/${name} HTTP/1.1\r\nHost: g\r\n${key}\r\n\r\n`)
    expect(await end).toMatch(/^ERR_SSL_/)
    expect(seen).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  it('is an error for Python, which takes a reset for an end', async () => {
    const { url } = await openCut()
    const options = { input: TEST_KEYS.read, reject: false } as const
    const python = join(pythonBin, 'python')
    const { stdout, stderr, exitCode } = await execa(python, ['-c', READ, `${url}/${name}`], options)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toContain('SSLError')
  })
})

describe('a client that never begins with TLS', () => {
  it('is cut off', async () => {
    const { port } = await openCut({ handshakeMs: 50 })
    const socket = connectPlain({ host: '127.0.0.1', port })
    await once(
      socket.on('error', () => {}),
      'close',
    )
  })
})
