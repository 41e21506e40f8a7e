import type { UpstreamAddress } from '../../gate/upstream.ts'
import { parseUrl } from '../../mlflow/server-address.ts'
import { fail } from '../../model/diagnostic.ts'
import type { Sourced } from '../../model/origin.ts'
import { holdsPassword } from '../../model/uri.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { isPathPrefix } from './path-prefix.ts'

const EXPECTED =
  'http://HOST:PORT/PREFIX or unix:/PATH:/PREFIX, where the prefix can be left out, such as http://127.0.0.1:5000'

/**
 * Reads where MLflow listens.
 *
 * @throws {LauncherError} invalid-option-value
 */
export function parseUpstream({ value, origin }: Sourced): UpstreamAddress {
  const found = value.startsWith('unix:') ? parseSocket(value) : parseHttp(value)
  if (found) return found
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected: EXPECTED, found: value }))
}

/** The prefix follows the last colon. */
function parseSocket(value: string): UpstreamAddress | null {
  const [, path = '', prefix = ''] = /^unix:(\/[^:]*)(?::(.*))?$/.exec(value) ?? []
  const short = prefix.replace(/\/$/, '')
  return path !== '' && isPathPrefix(short) ? { kind: 'unix', path, prefix: short } : null
}

function parseHttp(value: string): UpstreamAddress | null {
  const url = /[?#\s]/.test(value) || holdsPassword(value) ? null : parseUrl(value)
  if (url?.scheme !== 'http' || url.port < 1 || url.port > 65_535 || !isPathPrefix(url.prefix)) return null
  return { kind: 'tcp', host: url.host.replace(/^\[(.*)\]$/, '$1'), port: url.port, prefix: url.prefix }
}
