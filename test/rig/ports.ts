// Free TCP ports of 127.0.0.1, below the range that the system hands out for outgoing connections: a port from that
// range can be taken by any client between the look and the use.
import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

const first = 10_240
const end = 32_768

/** Finds this many different free ports. All are held open until the last one is found. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>()
  try {
    for (let tries = 0; held.size < count; tries++) {
      if (tries > 50 * count) throw new Error(`No ${count} free ports between ${first} and ${end} on 127.0.0.1.`)
      const port = randomInt(first, end)
      const server = held.has(port) ? undefined : await listen(port)
      if (server !== undefined) held.set(port, server)
    }
    return [...held.keys()]
  } finally {
    await Promise.all([...held.values()].map((server) => new Promise((done) => server.close(done))))
  }
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server))
  })
}
