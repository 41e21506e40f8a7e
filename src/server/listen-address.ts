import { randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { addressOf } from '../mlflow/derived-address.ts'
import type { ServerAddress } from '../mlflow/server-address.ts'
import type { ServerSettings } from '../mlflow/settings.ts'
import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { serverDiagnostics } from './diagnostics.ts'
import { explainListenError } from './listen-error.ts'

/** Below the range that the system uses for outgoing connections: no other program takes such a port by chance. */
const MIN_FREE_PORT = 10_240
const MAX_FREE_PORT = 32_767
const MAX_PORT_ATTEMPTS = 50

/**
 * Makes sure that the server can listen at its address, before anything is started. For port 0 it chooses a free one.
 *
 * @throws {LauncherError} port-in-use, port-privileged, address-not-available, no-free-port
 */
export async function reserveAddress(
  settings: Pick<ServerSettings, 'host' | 'port' | 'staticPrefix' | 'workers' | 'auth'>,
): Promise<ServerAddress> {
  const { host, port } = settings
  const addresses = settings.auth.value
    ? await findGateAddress(host.value)
    : await findBindAddresses(host.value, settings.workers.value > 1)
  const chosen = port.value === 0 ? await choosePort(host.value, addresses) : port.value
  const { code, at } = await tryAll(addresses, chosen)
  if (code === null) return addressOf(settings, chosen)
  const wanted = { host, port: { ...port, value: chosen } }
  return fail(explainListenError(code, wanted, at) ?? notAvailable(host))
}

function notAvailable({ value, origin }: Sourced) {
  return serverDiagnostics.error('address-not-available', origin, { host: value })
}

async function choosePort(host: string, addresses: readonly BindAddress[]): Promise<number> {
  for (let left = MAX_PORT_ATTEMPTS; left > 0; left--) {
    const port = randomInt(MIN_FREE_PORT, MAX_FREE_PORT + 1)
    if ((await tryAll(addresses, port)).code !== 'EADDRINUSE') return port
  }
  return fail(serverDiagnostics.error('no-free-port', null, { host }))
}

/** One address, as a program binds it. */
interface BindAddress {
  readonly host: string
  readonly ipv6Only: boolean
}

/**
 * The addresses that a host name means to uvicorn: with several workers one IPv4 address, unless the name has a colon;
 * otherwise all of them, as in asyncio.
 *
 * @see uvicorn/config.py, bind_socket; asyncio's create_server
 */
async function findBindAddresses(host: string, hasSeveralWorkers: boolean): Promise<BindAddress[]> {
  const options = hasSeveralWorkers
    ? { family: host.includes(':') ? 6 : 4, all: true as const }
    : { all: true as const }
  const found = await lookup(host, options).catch(() => [])
  const addresses = found.map(({ address, family }) => ({
    host: address,
    ipv6Only: family === 6 && !hasSeveralWorkers,
  }))
  return hasSeveralWorkers ? addresses.slice(0, 1) : addresses
}

/** The address that a host name means to the gate: the first one, as in Node. */
async function findGateAddress(host: string): Promise<BindAddress[]> {
  const [found] = await lookup(host, { all: true }).catch(() => [])
  return found ? [{ host: found.address, ipv6Only: false }] : []
}

interface BindResult {
  /** The system's error code; null if all can be bound, or if the system lacks some of them, but not all. */
  readonly code: string | null
  /** The address of the error. */
  readonly at: string
}

async function tryAll(addresses: readonly BindAddress[], port: number): Promise<BindResult> {
  let problem: string | null = 'ENOTFOUND'
  for (const address of addresses) {
    const code = await tryToListen(address, port)
    if (code === 'EADDRINUSE' || code === 'EACCES') return { code, at: address.host }
    if (problem !== null) problem = code
  }
  return { code: problem, at: '' }
}

/** @returns the system's error code, or null */
function tryToListen(address: BindAddress, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const listener = createServer()
    listener.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'))
    listener.listen({ ...address, port, exclusive: true }, () => listener.close(() => resolve(null)))
  })
}
