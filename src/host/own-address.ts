/**
 * Whether an address, or a host's name, is a machine's own: its name, alone or with its domain, or an address of one of
 * its interfaces.
 */
export function isNameOrAddress(host: string, machineName: string, addresses: readonly string[]): boolean {
  const name = machineName.toLowerCase()
  if (name !== '' && (host === name || host.startsWith(`${name}.`) || name.startsWith(`${host}.`))) return true
  return addresses.includes(host)
}
