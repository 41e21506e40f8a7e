// Who listens on a port, on which of the machine's addresses.
import { type AddressInfo, createServer, type Server } from 'node:net'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { findPortOwner, findPortOwners } from '../../src/host/port-owner.ts'

function listen(host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer().once('error', reject)
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port))
    onTestFinished(() => void server.close())
  })
}

const uid = process.geteuid?.()

it.runIf(process.platform === 'linux')(
  'the owner of a port is this process, and nobody on another address (Linux only)',
  async () => {
    const port = await listen('127.0.0.9')
    const own = { process: { name: expect.any(String), pid: process.pid }, uid }
    expect(findPortOwners(port)).toEqual([own])
    expect(findPortOwners(port, '127.0.0.9')).toEqual([own])
    expect(findPortOwners(port, '0.0.0.0')).toEqual([own])
    expect(findPortOwners(port, '127.0.0.1')).toEqual([])
    expect(findPortOwner(port, 'localhost')).toEqual(own)
    await listen('127.0.0.1', port)
    expect(findPortOwners(port)).toHaveLength(2)
    expect(findPortOwners(port, '127.0.0.1')).toEqual([own])
  },
)

it.runIf(process.platform === 'linux')(
  'the owner of a port can be the process that has all addresses (Linux only)',
  async () => {
    const port = await listen('0.0.0.0')
    expect(findPortOwners(port, '127.0.0.1')).toHaveLength(1)
  },
)
