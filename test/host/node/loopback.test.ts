import { createServer, type Server } from 'node:net'
import { expect, it } from 'vitest'
import { isListening } from '../../../src/host/node/loopback.ts'

async function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host)
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return { server, port: address && typeof address === 'object' ? address.port : 0 }
}

it('the probe of a port sees a server start and end', async () => {
  const { server, port } = await listen('127.0.0.1')
  expect(await isListening(port)).toBe(true)
  await new Promise((resolve) => server.close(resolve))
  expect(await isListening(port)).toBe(false)
})

it('the probe of a port finds a server among many others', async () => {
  const others = await Promise.all(Array.from({ length: 80 }, () => listen('127.0.0.1')))
  for (const { port } of others.slice(-5)) expect(await isListening(port)).toBe(true)
  for (const { server } of others) server.close()
})
