import { randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { findPortHolder } from '../host/port-owner.ts'
import { refuse } from '../model/failure.ts'
import type { ServerPlan } from './plan.ts'

/** Where the server listens, and where it is reached from this machine. */
export interface ListenAddress {
  readonly port: number
  /** As a person of this machine can write it into a browser. */
  readonly host: string
  /** Without a slash at the end; empty for none. */
  readonly prefix: string
}

/** Only uvicorn and gunicorn know whether they speak TLS: there are a dozen ways to tell them. */
export type Scheme = 'http' | 'https'

/** Where the server is reached, without a slash at the end. */
export function urlOf({ host, port, prefix }: ListenAddress, scheme: Scheme): string {
  return `${scheme}://${host}:${port}${prefix}`
}

/** Below the range that the system hands out for outgoing connections: nobody takes such a port by chance. */
const FIRST = 10_240
const END = 32_768
const TRIES = 50

/**
 * Makes sure that the server can have its address, before anything is started. For port 0 one is chosen.
 *
 * @throws {Refusal} where it cannot
 */
export async function reserveAddress({ settings }: ServerPlan): Promise<ListenAddress> {
  const { host, port, staticPrefix } = settings
  const places = await findPlaces(host.value, settings.workers.value > 1)
  const chosen = port.value === 0 ? await choosePort(host.value, places) : port.value
  const { code, place } = await tryAll(places, chosen)
  if (code === null) return { port: chosen, host: reachable(host.value), prefix: staticPrefix?.value ?? '' }
  switch (code) {
    case 'EADDRINUSE':
      return refuse({
        ...{ code: 'port-taken', port: chosen, origin: port.origin },
        holder: findPortHolder(chosen, place),
      })
    case 'EACCES':
      return refuse({ code: 'port-privileged', port: chosen, origin: port.origin })
    default:
      return refuse({ code: 'host-not-local', host: host.value, origin: host.origin })
  }
}

async function choosePort(host: string, places: readonly BindAddress[]): Promise<number> {
  for (let left = TRIES; left > 0; left--) {
    const port = randomInt(FIRST, END)
    if ((await tryAll(places, port)).code !== 'EADDRINUSE') return port
  }
  return refuse({ code: 'no-free-port', host })
}

/** One address, as uvicorn binds it. */
interface BindAddress {
  readonly host: string
  readonly ipv6Only: boolean
}

/**
 * The addresses that a host's name means to uvicorn: with several workers one of IPv4, unless the name has a colon;
 * otherwise all, as asyncio has it.
 *
 * @see uvicorn/config.py, bind_socket; asyncio's create_server
 */
async function findPlaces(host: string, hasSocket: boolean): Promise<BindAddress[]> {
  const family = host.includes(':') ? 6 : 4
  const found = await (hasSocket ? lookup(host, { family, all: true }) : lookup(host, { all: true })).catch(() => [])
  const places = found.map(({ address, family }) => ({ host: address, ipv6Only: family === 6 && !hasSocket }))
  return hasSocket ? places.slice(0, 1) : places
}

/** @returns the system's error code, and where; null where all can be had, or the system lacks some, but not each */
async function tryAll(places: readonly BindAddress[], port: number): Promise<{ code: string | null; place: string }> {
  let problem: string | null = 'ENOTFOUND'
  for (const place of places) {
    const code = await tryToListen(place, port)
    if (code === 'EADDRINUSE' || code === 'EACCES') return { code, place: place.host }
    if (problem !== null) problem = code
  }
  return { code: problem, place: '' }
}

/** @returns the system's error code, or null */
function tryToListen(place: BindAddress, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'))
    server.listen({ ...place, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::' || host === '::0') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
