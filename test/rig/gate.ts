// A gate in front of a stand-in for MLflow, which notes what reaches it, and raw sockets to send what no client would.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { openGate } from '../../src/gate/gate.ts'
import type { GateOptions } from '../../src/gate/gate-options.ts'
import type { AdmittedKey, GateKeys } from '../../src/gate/keys.ts'
import type { LogEntry } from '../../src/gate/log-entry.ts'

/** A request that reached the stand-in, with its whole body. */
export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Answers everything, and notes each request that arrived whole. */
export async function openStandIn(handler?: Handler) {
  const received: ReceivedRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('error', () => {})
    response.on('error', () => {})
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request
      received.push({ method, url, rawHeaders, headers, body: Buffer.concat(chunks).toString('latin1') })
      if (!handler) response.end('answer')
    })
    handler?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { port, received, server, close }
}

export const TEST_KEYS = { read: 'read-key', write: 'write-key', admin: 'admin-key' } as const

/** Keys of three scopes of the service `platform`. */
export const testKeys: GateKeys = {
  admit(presented, service) {
    const scope = (Object.keys(TEST_KEYS) as AdmittedKey['scope'][]).find((each) => TEST_KEYS[each] === presented)
    if (scope === undefined || service !== 'platform') return { ok: false }
    return { ok: true, record: { id: `id-${scope}`, service, scope, expiresAt: null } }
  },
}

/** A gate on a free port, whose upstream is at the port. */
export async function openTestGate(upstreamPort: number, options: Partial<GateOptions> = {}) {
  const entries: LogEntry[] = []
  const waiting: (() => void)[] = []
  const gate = await openGate({
    listen: { host: '127.0.0.1', port: 0 },
    upstream: { kind: 'tcp', host: '127.0.0.1', port: upstreamPort, prefix: '' },
    pathPrefix: '/api/mlflow',
    service: 'platform',
    keys: testKeys,
    upstreamTimeoutMs: 10_000,
    maxBodyBytes: null,
    servesArtifacts: true,
    onRequest: (entry) => {
      entries.push(entry)
      for (const resolve of waiting.splice(0)) resolve()
    },
    ...options,
  })
  const { port, origin } = new URL(gate.url)
  /** Waits until so many requests have ended. */
  const ended = async (count: number) => {
    while (entries.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return entries
  }
  return { gate, entries, ended, origin, url: gate.url, port: Number(port) }
}

/**
 * Sends bytes as they are, and returns everything that comes back until the other side ends.
 *
 * @param options `ends`: this side ends first, behind the last byte
 */
export function sendRaw(port: number, text: string, { ends = false } = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (data: string) => {
      answer += data
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    if (ends) socket.end(Buffer.from(text, 'latin1'))
    else socket.write(Buffer.from(text, 'latin1'))
  })
}

/** The header with a key. */
export function bearer(scope: keyof typeof TEST_KEYS = 'admin') {
  return { authorization: `Bearer ${TEST_KEYS[scope]}` }
}
