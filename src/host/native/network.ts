import { isNameOrAddress } from '../own-address.ts'
import { native } from './binding.ts'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200
const LOCALHOST = ['127.0.0.1', '::1']

export async function isListening(port: number, address: string | null): Promise<boolean> {
  const addresses = address === null ? LOCALHOST : [address]
  return addresses.some((each) => native.accepts(each, port, CONNECT_TIMEOUT_MS))
}

export function isOwnAddress(host: string): boolean {
  return isNameOrAddress(host, native.hostName(), native.interfaceAddresses())
}
