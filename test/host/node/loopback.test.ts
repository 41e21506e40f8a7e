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
  expect(await isListening(port, null)).toBe(true)
  await new Promise((resolve) => server.close(resolve))
  expect(await isListening(port, null)).toBe(false)
})

it.each([
  ['127.0.0.1', { '127.0.0.1': true, '::1': false, '127.0.0.2': false }],
  ['127.0.0.2', { '127.0.0.1': false, '127.0.0.2': true }],
  ['0.0.0.0', { '127.0.0.1': true, '127.0.0.3': true, '::1': false }],
  ['::1', { '127.0.0.1': false, '::1': true }],
  ['::', { '127.0.0.1': true, '::1': true }],
] as const)('the probe tells the loopback addresses apart: a server at %s', async (host, expected) => {
  const { server, port } = await listen(host)
  for (const [address, isReached] of Object.entries(expected)) {
    expect([address, await isListening(port, address)]).toEqual([address, isReached])
  }
  expect(await isListening(port, null)).toBe(host !== '127.0.0.2')
  await new Promise((resolve) => server.close(resolve))
})
