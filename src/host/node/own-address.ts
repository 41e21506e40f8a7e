import process from 'node:process'

/** By this machine's name, alone or with its domain, or by an address of one of its interfaces. */
export function isOwnAddress(host: string): boolean {
  const { hostname, networkInterfaces } = process.getBuiltinModule('node:os')
  const name = hostname().toLowerCase()
  if (name !== '' && (host === name || host.startsWith(`${name}.`) || name.startsWith(`${host}.`))) return true
  return Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === host))
}
