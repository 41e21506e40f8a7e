// What speaks PostgreSQL's protocol for a moment, and the check of the database, run against a URI.
// https://www.postgresql.org/docs/current/protocol-message-formats.html
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { makeCertificate } from './certificate.ts'
import { type Response, runCheckScript } from './check-worker.ts'
import { startTcp } from './stand-in-store.ts'

const TLS_REQUEST = 80_877_103
const LOGGED_IN = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])

/** @param once whether it is to end where it would wait before it asks again */
export function askDatabase(uri: string, { once = true, mode = 'proxied' } = {}): Promise<readonly Response[]> {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nowhere', LC_ALL: 'C', MLFLOW_BACKEND_STORE_URI: uri }
  return runCheckScript('check_database', { env, args: [mode, '', 'MLFLOW_BACKEND_STORE_URI'], once })
}

/** The URI of something at this port. */
export const databaseAt = (port: number) => `postgresql://mlflow:a-s3cret@127.0.0.1:${port}/mlflow`

/** Starts a database that answers each login with the next of these errors, and the last one for ever. */
export function refuseWith(...texts: readonly string[]): Promise<number> {
  let next = 0
  return startDatabase((socket) => {
    const text = texts[Math.min(next, texts.length - 1)]
    next += 1
    socket.end(message('E', Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${text}\0\0`)))
  })
}

/** Starts a pool that takes every login, and answers no question. */
export const startSilentPool = () => startDatabase((socket) => void socket.write(LOGGED_IN))

/** Starts a database that hangs up after the beginning of an answer. */
export const startHalf = () => startDatabase((socket) => socket.end(LOGGED_IN.subarray(0, 3)))

/** Starts a database with this certificate, which lets nobody in. */
export function startWithTls(certificate: ReturnType<typeof makeCertificate>): Promise<number> {
  const [key, cert] = [readFileSync(certificate.key), readFileSync(certificate.certificate)]
  return startTcp((socket) => {
    socket.once('data', () => {
      socket.write('S')
      new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => {})
    })
  })
}

/**
 * Starts a pool in front of a database, which takes connections with TLS and without.
 *
 * @param seen is told whether a connection that logs in is encrypted
 */
export function startTlsPool(
  database: number,
  certificate: ReturnType<typeof makeCertificate>,
  seen: (isEncrypted: boolean) => void,
): Promise<number> {
  const [key, cert] = [readFileSync(certificate.key), readFileSync(certificate.certificate)]
  const relay = (from: Socket, first: Buffer, isEncrypted: boolean) => {
    seen(isEncrypted)
    const to = connect(database, '127.0.0.1')
    to.on('error', () => from.destroy())
    to.write(first)
    from.pipe(to).pipe(from)
  }
  return startTcp((socket) => {
    socket.once('data', (data) => {
      if (data.length !== 8 || data.readInt32BE(4) !== TLS_REQUEST) return relay(socket, data, false)
      socket.write('S')
      const secure = new TLSSocket(socket, { isServer: true, key, cert })
      secure.on('error', () => {})
      secure.once('data', (first) => relay(secure, first, true))
    })
  })
}

function startDatabase(onLogin: (socket: Socket) => void): Promise<number> {
  return startTcp((socket) => {
    socket.on('data', (data) => {
      if (data.length === 8 && data.readInt32BE(4) === TLS_REQUEST) socket.write('N')
      else if (data[0] === 0) onLogin(socket)
    })
  })
}

function message(kind: string, body: Buffer): Buffer {
  const head = Buffer.from(`${kind}\0\0\0\0`)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
