import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { findPortOwners } from '../host/port-owner.ts'
import type { Scheme } from '../mlflow/server-address.ts'
import type { ListenPlace } from './front.ts'
import type { ProcessTree } from './process-tree.ts'

const POLL_INTERVAL_MS = 100
const REQUEST_TIMEOUT_MS = 2_000
/** The page of a healthy server says `OK`. Of any other it is enough to know that it says more. */
const MAX_PIECE_CHARACTERS = 100
/** How a server that expects TLS ends a conversation in plain HTTP. */
const EXPECTS_TLS = /^(?:ECONNRESET|EPIPE|EPROTO|HPE_\w+)$/
/** A server that requires a client certificate is ready too. It may also just hang up. */
const REQUIRES_CERTIFICATE = /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)/

/**
 * Waits until the server answers that it is healthy, and the process that listens is one of its own: another server may
 * answer first.
 *
 * @returns by which scheme it answers; null once `signal` is aborted
 */
export async function waitForHealth(
  place: ListenPlace,
  tree: Pick<ProcessTree, 'members'>,
  signal: AbortSignal,
): Promise<Scheme | null> {
  while (!signal.aborted) {
    for (const scheme of ['http', 'https'] as const) {
      const result = await probe(place, scheme)
      if (result === 'healthy' && (place.kind === 'socket' || isOwnPort(place.port, tree))) return scheme
      if (result !== 'expects TLS') break
    }
    await delay(POLL_INTERVAL_MS, undefined, { signal }).catch(() => {})
  }
  return null
}

/** Another address of this machine may have the same port; processes of other users cannot be seen. */
function isOwnPort(port: number, tree: Pick<ProcessTree, 'members'>): boolean {
  const owners = findPortOwners(port)
  const members = tree.members()
  const ownUid = process.geteuid?.()
  return (
    owners.length === 0 ||
    owners.some((owner) => (owner.process ? (members?.has(owner.process.pid) ?? true) : owner.uid === ownUid))
  )
}

type ProbeResult = 'healthy' | 'expects TLS' | 'not ready'

async function probe(place: ListenPlace, scheme: Scheme): Promise<ProbeResult> {
  let last: ProbeResult = 'not ready'
  // Below MLflow 3.7 the page has no prefix.
  for (const path of new Set([`${place.prefix}/health`, '/health'])) {
    last = await request(place, scheme, path)
    if (last !== 'not ready') break
  }
  return last
}

/** The certificate is for the server's clients to judge: this asks a process that the launcher has started itself. */
async function request(place: ListenPlace, scheme: Scheme, path: string): Promise<ProbeResult> {
  const isPlain = scheme === 'http'
  const { get } = isPlain ? await import('node:http') : await import('node:https')
  return new Promise((resolve) => {
    const options = {
      // Not by a URL, which cannot hold the zone of an IPv6 address.
      ...(place.kind === 'socket'
        ? { socketPath: place.path }
        : { host: place.host.replace(/^\[(.*)\]$/, '$1'), port: place.port }),
      path,
      timeout: REQUEST_TIMEOUT_MS,
      agent: false,
      rejectUnauthorized: false,
    }
    const sent = get(options, (response) => {
      let text = ''
      response.setEncoding('latin1').on('data', (piece: string) => {
        text += piece.slice(0, MAX_PIECE_CHARACTERS)
      })
      response.once('close', () => resolve(response.statusCode === 200 && text === 'OK' ? 'healthy' : 'not ready'))
    })
    let isSecure = false
    let isLate = false
    sent.once('socket', (socket) =>
      socket.once('secureConnect', () => {
        isSecure = true
      }),
    )
    sent.once('timeout', () => {
      isLate = true
      sent.destroy()
    })
    sent.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      // The code is then that of a server that hangs up. It has not: it may be too busy to accept the connection yet.
      if (isLate) resolve('not ready')
      else if (isPlain) resolve(EXPECTS_TLS.test(code) ? 'expects TLS' : 'not ready')
      else resolve(isSecure || REQUIRES_CERTIFICATE.test(code) ? 'healthy' : 'not ready')
    })
  })
}
