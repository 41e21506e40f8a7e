import { findPortOwner } from '../host/port-owner.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { serverDiagnostics } from './diagnostics.ts'

/** Where somebody wanted to listen. */
export interface WantedAddress {
  readonly host: Sourced
  readonly port: Sourced<number>
}

/**
 * Why the system does not let a program listen there.
 *
 * @param code the system's
 * @param at the address that the code is about
 * @returns null for a code that is about something else
 */
export function explainListenError(
  code: string | undefined,
  { host, port }: WantedAddress,
  at = host.value,
): Diagnostic | null {
  switch (code) {
    case 'EADDRINUSE':
      return serverDiagnostics.error('port-in-use', port.origin, {
        port: port.value,
        owner: findPortOwner(port.value, at),
      })
    case 'EACCES':
      return serverDiagnostics.error('port-privileged', port.origin, { port: port.value })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return serverDiagnostics.error('address-not-available', host.origin, { host: host.value })
    default:
      return null
  }
}
