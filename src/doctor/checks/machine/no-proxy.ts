import { printable } from '../../../model/format.ts'
import type { Environment } from '../../../model/source.ts'

/** What is passed by already. requests, urllib and botocore read both names, the one in lower case first. */
export const ownBypass = (env: Environment) => env.no_proxy || env.NO_PROXY || ''

/** The line of a shell with which hosts pass by the proxy, and with all that does already. */
export function bypassLine(env: Environment, hosts: readonly string[]): string {
  const own = ownBypass(env)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const value = printable([...new Set([...own, ...hosts])].join(',')).replaceAll("'", '')
  return `export NO_PROXY='${value}' no_proxy='${value}'`
}

/** Whether NO_PROXY leaves a host out, as Python's urllib and requests read it: names, domains, addresses, networks. */
export function bypasses(noProxy: string, host: string, port: number): boolean {
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host.toLowerCase(), port))
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*' || entry === host || entry === `${host}:${port}`) return true
  if (entry.includes('/')) return isInNetwork(entry, host)
  const domain = entry.replace(/^\*?\./, '')
  return !/^[\d.]+$/.test(host) && host.endsWith(`.${domain}`)
}

function isInNetwork(network: string, host: string): boolean {
  const [base = '', bits = ''] = network.split('/')
  const [one, other] = [toNumber(base), toNumber(host)]
  const length = Number(bits)
  if (one === null || other === null || !(length >= 0 && length <= 32)) return false
  const size = 2 ** (32 - length)
  return Math.floor(one / size) === Math.floor(other / size)
}

/** An IPv4 address as a number; null for anything else. */
function toNumber(address: string): number | null {
  const parts = address.split('.').map(Number)
  const isAddress = parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)
  return isAddress ? parts.reduce((sum, part) => sum * 256 + part, 0) : null
}
