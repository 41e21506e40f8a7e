import { servesArtifacts } from '../../gate/serves-artifacts.ts'
import type { UpstreamAddress } from '../../gate/upstream.ts'
import { SERVICE_FORM } from '../../keys/key-record.ts'
import { parsePort, validateHost } from '../../mlflow/validate-settings.ts'
import { fail } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import { byDefault, type Sourced } from '../../model/origin.ts'
import { environmentSource } from '../../model/source.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { parseByteSize } from '../../options/byte-size.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { parseDuration } from '../../options/duration.ts'
import { findOption } from '../../options/lookup.ts'
import { proxyDiagnostics } from './diagnostics.ts'
import { PROXY_OPTIONS } from './options.ts'
import { parsePathPrefix } from './path-prefix.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'
import { parseUpstream } from './upstream-option.ts'

/** What `proxy` was asked to do. Times in milliseconds. */
export interface ProxySettings {
  readonly upstream: UpstreamAddress
  readonly host: Sourced
  readonly port: Sourced<number>
  readonly pathPrefix: string
  readonly service: string
  /** Null for the file in the user's configuration folder. */
  readonly keys: Sourced | null
  readonly upstreamTimeoutMs: number
  readonly maxBodyBytes: number | null
  readonly graceMs: number
  readonly tls: TlsFiles | null
  readonly servesArtifacts: boolean
}

/**
 * Reads the settings of `proxy` from its options and the environment.
 *
 * @throws {LauncherError} upstream-missing, invalid-option-value, those of `readTlsFiles`
 */
export function readSettings(options: GivenOptions, { env, cwd }: HostContext): ProxySettings {
  const sources = [environmentSource(env)]
  const find = (name: string): Sourced | null => {
    const spec = PROXY_OPTIONS.find((known) => known.name === name)
    return spec ? findOption(spec, options, sources) : null
  }
  const orDefault = (name: string, value: string) => find(name) ?? byDefault(value)
  const upstream = find('upstream')
  if (upstream === null) return fail(proxyDiagnostics.error('upstream-missing', null))
  const maxBody = find('max-body')
  return {
    upstream: parseUpstream(upstream),
    host: validateHost(orDefault('host', '127.0.0.1')),
    port: parsePort(orDefault('port', '8080')),
    pathPrefix: parsePathPrefix(orDefault('path-prefix', '/api/mlflow')),
    service: checkService(orDefault('service', 'platform')),
    keys: find('keys'),
    upstreamTimeoutMs: parseDuration(orDefault('upstream-timeout', '300s')),
    maxBodyBytes: maxBody && parseByteSize(maxBody),
    graceMs: parseDuration(orDefault('grace', '30s')),
    tls: readTlsFiles(find('tls-cert'), find('tls-key'), cwd),
    servesArtifacts: servesArtifacts(env.MLFLOW_SERVE_ARTIFACTS),
  }
}

function checkService({ value, origin }: Sourced): string {
  if (SERVICE_FORM.test(value)) return value
  const expected = 'a name of letters (a-z), digits and . _ -, such as platform'
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected, found: value }))
}
