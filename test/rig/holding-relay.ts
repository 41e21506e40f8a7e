// Passes requests on to a server, and holds those of one method back until it is told to let them go.
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { defer } from '../../src/doctor/deferred.ts'

export interface HoldingRelay {
  /** Of the same path as the server's. */
  readonly url: string
  /** Resolves when such a request is there. */
  readonly held: Promise<void>
  release(): void
  /** The methods of requests that were answered, in their order. */
  readonly answered: readonly string[]
}

/** @param to the server's address */
export async function startHoldingRelay(to: string, method: string): Promise<HoldingRelay> {
  const { hostname, port, pathname } = new URL(to)
  const [held, released] = [defer<void>(), defer<void>()]
  const answered: string[] = []
  const server = createServer(async (incoming, answer) => {
    if (incoming.method === method) {
      held.resolve()
      await released.promise
    }
    const { method: own, headers, url: path } = incoming
    const outgoing = request({ hostname, port, method: own, path, headers }, (found) => {
      answer.writeHead(found.statusCode ?? 502, found.rawHeaders)
      found.pipe(answer)
      answer.on('finish', () => answered.push(incoming.method ?? ''))
    })
    outgoing.on('error', () => answer.destroy())
    incoming.pipe(outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const prefix = pathname.replace(/\/$/, '')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`
  return { url, held: held.promise, release: () => released.resolve(), answered }
}
