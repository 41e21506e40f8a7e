import { servesArtifacts } from '../../gate/serves-artifacts.ts'
import { type GateSettings, readGateSettings } from '../../gate/settings.ts'
import type { UpstreamAddress } from '../../gate/upstream.ts'
import { parsePort, validateHost } from '../../mlflow/validate-settings.ts'
import { fail } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import { byDefault, type Sourced } from '../../model/origin.ts'
import { environmentSource } from '../../model/source.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { parseDuration } from '../../options/duration.ts'
import { findOption } from '../../options/lookup.ts'
import { proxyDiagnostics } from './diagnostics.ts'
import { PROXY_OPTIONS } from './options.ts'
import { parsePathPrefix } from './path-prefix.ts'
import { parseUpstream } from './upstream-option.ts'

/** What `proxy` was asked to do. Times in milliseconds. */
export interface ProxySettings extends GateSettings {
  readonly upstream: UpstreamAddress
  readonly host: Sourced
  readonly port: Sourced<number>
  readonly pathPrefix: string
  readonly graceMs: number
  readonly servesArtifacts: boolean
}

/**
 * Reads the settings of `proxy` from its options and the environment.
 *
 * @throws {LauncherError} upstream-missing, invalid-option-value, those of `readGateSettings`
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
  return {
    ...readGateSettings(options, sources, cwd),
    upstream: parseUpstream(upstream),
    host: validateHost(orDefault('host', '127.0.0.1')),
    port: parsePort(orDefault('port', '8080')),
    pathPrefix: parsePathPrefix(orDefault('path-prefix', '/api/mlflow')),
    graceMs: parseDuration(orDefault('grace', '30s')),
    servesArtifacts: servesArtifacts(env.MLFLOW_SERVE_ARTIFACTS),
  }
}
