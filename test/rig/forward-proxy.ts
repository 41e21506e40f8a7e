// A way to a host that has no address in the name service: an HTTP proxy that leads requests for it to another port.
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cleanup } from './cleanup.ts'

export interface ForwardProxy {
  readonly url: string
  /** How many requests came through it. */
  count(): number
}

/** @param to where requests go, whatever host they name; the `Host` header, which is signed, stays */
export async function startForwardProxy(cleanup: Cleanup, to: string): Promise<ForwardProxy> {
  const { hostname, port } = new URL(to)
  let count = 0
  const server = createServer((incoming, answer) => {
    count += 1
    const { pathname, search } = new URL(incoming.url ?? '/', to)
    const { method, headers } = incoming
    // botocore sends some bodies only after a 100, which Node has sent by now.
    const { expect: _, ...passed } = headers
    const outgoing = request({ hostname, port, method, path: pathname + search, headers: passed }, (found) => {
      answer.writeHead(found.statusCode ?? 502, found.rawHeaders)
      found.pipe(answer)
    })
    outgoing.on('error', () => answer.destroy())
    incoming.pipe(outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await cleanup.add(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
}
