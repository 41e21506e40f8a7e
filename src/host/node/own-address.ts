import process from 'node:process'
import { isNameOrAddress } from '../own-address.ts'

export function isOwnAddress(host: string): boolean {
  const { hostname, networkInterfaces } = process.getBuiltinModule('node:os')
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return isNameOrAddress(
    host,
    hostname(),
    addresses.map(({ address }) => address),
  )
}
