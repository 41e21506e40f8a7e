import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { findPortHolders } from '../host/port-owner.ts'
import { type ListenAddress, type Scheme, urlOf } from './listen-address.ts'
import type { ProcessTree } from './process-tree.ts'

/** Between two questions, in milliseconds. */
const PAUSE = 100
/** How long an answer may take, in milliseconds. */
const PATIENCE = 2_000
/** How a server ends a conversation in plain HTTP that it expected to be TLS. */
const NOT_PLAIN = /^(?:ECONNRESET|EPIPE|EPROTO|HPE_\w+)$/
/** A server that wants to see a certificate of its client's is as well as one that answers; it may just hang up, too. */
const WANTS_CERTIFICATE = /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)/

/**
 * Waits until the server answers that it is well. Who listens must be of its tree: another server may answer first.
 *
 * @returns where it is reached; nothing of meaning once the wait is given up
 */
export async function waitForHealth(address: ListenAddress, tree: ProcessTree, signal: AbortSignal): Promise<string> {
  while (!signal.aborted) {
    for (const scheme of ['http', 'https'] as const) {
      const answer = await askPages(address, scheme)
      if (answer === 'well' && isOurs(address.port, tree)) return urlOf(address, scheme)
      if (answer !== 'not plain') break
    }
    await delay(PAUSE, undefined, { signal }).catch(() => {})
  }
  return ''
}

/** Another address of this machine may have the same port; another user's processes are not to be seen. */
function isOurs(port: number, tree: ProcessTree): boolean {
  const holders = findPortHolders(port)
  const members = tree.members()
  const own = process.geteuid?.()
  return (
    holders.length === 0 ||
    holders.some(({ process, uid }) => (process ? (members?.has(process.pid) ?? true) : uid === own))
  )
}

type Answer = 'well' | 'not plain' | 'nothing'

async function askPages(address: ListenAddress, scheme: Scheme): Promise<Answer> {
  let last: Answer = 'nothing'
  // Below MLflow 3.7 the page has no prefix.
  for (const path of new Set([`${address.prefix}/health`, '/health'])) {
    last = await ask(address, scheme, path)
    if (last !== 'nothing') break
  }
  return last
}

/** The certificate is for the server's clients to judge: this asks who it has started itself. */
async function ask({ host, port }: ListenAddress, scheme: Scheme, path: string): Promise<Answer> {
  const isPlain = scheme === 'http'
  const { get } = isPlain ? await import('node:http') : await import('node:https')
  return new Promise((resolve) => {
    // Not by a URL: those have no place for the zone of an IPv6 address.
    const place = { host: host.replace(/^\[(.*)\]$/, '$1'), port, path }
    const request = get({ ...place, timeout: PATIENCE, agent: false, rejectUnauthorized: false }, (response) => {
      let text = ''
      response.setEncoding('latin1').on('data', (piece: string) => {
        text += piece.slice(0, 100)
      })
      response.once('close', () => resolve(response.statusCode === 200 && text === 'OK' ? 'well' : 'nothing'))
    })
    let isSecure = false
    request.once('socket', (socket) =>
      socket.once('secureConnect', () => {
        isSecure = true
      }),
    )
    request.once('timeout', () => {
      isSecure = false
      request.destroy()
    })
    request.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (isPlain) resolve(NOT_PLAIN.test(code) ? 'not plain' : 'nothing')
      else resolve(isSecure || WANTS_CERTIFICATE.test(code) ? 'well' : 'nothing')
    })
  })
}
