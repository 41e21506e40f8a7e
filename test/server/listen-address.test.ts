// Real sockets of this machine.
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { urlOf } from '../../src/mlflow/server-address.ts'
import { reserveAddress } from '../../src/server/listen-address.ts'
import { freePorts } from '../rig/ports.ts'
import { resolved } from '../rig/server-settings.ts'
import { refusal } from '../rig/temporary-tree.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === '::1'))
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(host: string, port = 0): Promise<number> {
  const server = createServer()
  servers.push(server)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port }, resolve))
  return (server.address() as { port: number }).port
}

const reserve = (...words: string[]) => reserveAddress(resolved({ words }).settings)
const failure = async (...words: string[]) => {
  const error = await reserve(...words).catch((thrown) => thrown)
  return refusal(() => {
    throw error
  })
}

describe('the address of a server', () => {
  it('is chosen below the ports of outgoing connections for port 0', async () => {
    const ports = await Promise.all(Array.from({ length: 10 }, () => reserve('--port', '0')))
    for (const { port, host, prefix } of ports) {
      expect([host, prefix]).toEqual(['127.0.0.1', ''])
      expect(port).toBeGreaterThanOrEqual(10_240)
      expect(port).toBeLessThan(32_768)
    }
    expect(new Set(ports.map(({ port }) => port)).size).toBeGreaterThan(5)
  })

  it('is free again, so that MLflow can listen there', async () => {
    const { port } = await reserve('--port', '0')
    expect(await listen('127.0.0.1', port)).toBe(port)
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['0.0.0.0', '127.0.0.1'],
  ])('is reached from this machine: %s', async (host, reachable) => {
    expect((await reserve('--port', '0', '--host', host)).host).toBe(reachable)
  })

  it.skipIf(!hasIpv6).each([
    ['::1', '[::1]'],
    ['::', '[::1]'],
  ])('is reached by IPv6: %s (needs ::1)', async (host, reachable) => {
    expect((await reserve('--port', '0', '--host', host, '--workers', '1')).host).toBe(reachable)
    expect((await reserve('--port', '0', '--host', host, '--workers', '2')).host).toBe(reachable)
  })

  it('is refused if another process listens there, which is named', async () => {
    const port = await listen('127.0.0.1')
    const found = await failure('--port', String(port))
    expect(found).toMatchObject({ code: 'port-in-use', origin: { kind: 'option', name: '--port' }, data: { port } })
    if (process.platform === 'linux') {
      expect(found).toMatchObject({ data: { owner: { process: { pid: process.pid } } } })
    }
  })

  it('is refused if another process listens on all addresses', async () => {
    const port = await listen('0.0.0.0')
    expect(await failure('--port', String(port))).toMatchObject({ code: 'port-in-use' })
  })

  it.skipIf(process.platform !== 'linux')(
    'is granted if the port is in use on another address only (Linux only)',
    async () => {
      // Free on 127.0.0.1 until now. Below the range of outgoing connections, it stays so.
      const [free] = await freePorts(1)
      const port = await listen('127.0.0.9', free)
      expect(await reserve('--port', String(port))).toMatchObject({ port, host: '127.0.0.1' })
    },
  )

  it.each(['203.0.113.7', 'no-such-host.invalid'])('is refused if it is not one of this machine: %s', async (host) => {
    expect(await failure('--port', '0', '--host', host)).toMatchObject({
      code: 'address-not-available',
      origin: { kind: 'option', name: '--host' },
      data: { host },
    })
  })

  it('is refused without printing what could be a secret', async () => {
    const host = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz'
    const diagnostic = await failure('--port', '0', '--host', host)
    expect([diagnostic?.code, diagnostic?.message.includes(host)]).toEqual(['address-not-available', false])
  })

  it('has a URL with its prefix', async () => {
    const address = await reserve('--port', '0', '--static-prefix', '/mlflow')
    expect(urlOf(address, 'https')).toBe(`https://127.0.0.1:${address.port}/mlflow`)
  })
})
