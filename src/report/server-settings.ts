import type { EnvironmentChange } from '../child-env/change.ts'
import { isBypassed } from '../mlflow/presigned.ts'
import { serverVariables } from '../mlflow/server-environment.ts'
import type { ArtifactSettings, ServerSettings } from '../mlflow/settings.ts'
import { isLocal } from '../mlflow/store-uri.ts'
import { formatOrigin, formatUri, printable } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { GatePlan } from '../server/gate-plan.ts'
import type { ServerPlan } from '../server/server-plan.ts'
import { clientNeeds } from './client-needs.ts'

/** The server's lines below the configuration block, each with where it came from. */
export function serverBlockText(
  settings: ServerSettings,
  heading = 'MLflow Server:',
  gate: GatePlan | null = null,
): string {
  return lines([
    heading,
    row('Address', address(settings), addressOrigins(settings)),
    gate && row('Access', accessText(gate), [settings.auth.origin]),
    row('Backend Store', formatUri(settings.backendStoreUri.value), [settings.backendStoreUri.origin]),
    ...artifactRows(settings.artifacts),
  ])
}

/** What a start would do. */
export interface DryRun
  extends Pick<ServerPlan, 'settings' | 'gate' | 'installation' | 'databaseFile' | 'launch' | 'passthroughArgs'> {
  readonly change: EnvironmentChange
  /** Variables that configure the server without an option of this launcher's. */
  readonly others: readonly Origin[]
  /** Whether the start would create the database. */
  readonly isNewDatabase: boolean
}

/** Variables with a URI or a path. */
const PLACE = /_(?:URI|ROOT|DESTINATION)$/

/** What `--dry-run` prints below the configuration. */
export function dryRunText(dryRun: DryRun): string {
  const { gate, settings, change, others, launch, passthroughArgs, installation, databaseFile, isNewDatabase } = dryRun
  const { host, port, workers, backendStoreUri, staticPrefix, python, readyTimeoutSeconds, graceSeconds, artifacts } =
    settings
  const plain = (label: string, { value, origin }: Sourced<string | number>) => row(label, String(value), [origin])
  return lines([
    'MLflow Server:',
    plain('Host', host),
    row('Port', port.value === 0 ? '0 (a free one)' : String(port.value), [port.origin]),
    plain('Workers', workers),
    row('Access', gate ? accessText(gate) : 'everybody who reaches the address', [settings.auth.origin]),
    ...(gate ? gateRows(gate) : []),
    row('Backend Store', formatUri(backendStoreUri.value), [backendStoreUri.origin]),
    databaseFile === null
      ? null
      : row('Database File', `${formatUri(databaseFile)}${isNewDatabase ? ', which the start will create' : ''}`, []),
    ...artifactRows(artifacts),
    row(
      'Presigned Transfers',
      isBypassed(artifacts) ? 'yes' : 'no',
      artifacts.presigned ? [artifacts.presigned.origin] : [],
    ),
    staticPrefix ? plain('Static Prefix', staticPrefix) : row('Static Prefix', 'none', []),
    row('Python', formatUri(installation.python), python ? [python.origin] : []),
    row('MLflow', installation.versions.mlflow, []),
    row('Bucket Check', settings.bucketCheck.value ? 'yes' : 'no', [settings.bucketCheck.origin]),
    row('Wait', `${readyTimeoutSeconds.value} s`, [readyTimeoutSeconds.origin]),
    row('Grace', `${graceSeconds.value} s`, [graceSeconds.origin]),
    row('Launch', launch.value, [launch.origin]),
    '  MLflow gets these variables:',
    ...Array.from(serverVariables(settings), ([name, setting]) => {
      const text = setting?.value.reveal() ?? ''
      // The others were parsed, or have a form of their own.
      const shown = PLACE.test(name) ? formatUri(text) : printable(text)
      return setting ? `    ${name}=${shown}` : null
    }),
    ...(others.length > 0
      ? ['  It is also configured by:', ...others.map((origin) => `    ${formatOrigin(origin)}`)]
      : []),
    `  Command: mlflow server${passthroughArgs.map((word) => ` ${masked(word)}`).join('')}`,
    `  Variables set: ${[...change.set.keys()].sort().map(printable).join(', ')}`,
  ])
}

function accessText({ service, store, tls }: GatePlan): string {
  const keys = store ? ` in ${formatUri(store.location)}` : ''
  return `API keys of the service ${service}${keys}${tls ? ', by TLS' : ''}; MLflow listens on a Unix socket only`
}

function gateRows({ maxBodyBytes, upstreamTimeoutMs }: GatePlan): string[] {
  return [
    row('Largest Request', maxBodyBytes === null ? 'any size' : `${maxBodyBytes} bytes`, []),
    row('Longest Answer', `${upstreamTimeoutMs / 1000} s`, []),
  ]
}

function address({ host, port, workers, staticPrefix }: ServerSettings): string {
  const name = host.value.includes(':') ? `[${host.value}]` : host.value
  const place = port.value === 0 ? `${name}, a free port` : `${name}:${port.value}`
  const count = `${workers.value} ${workers.value === 1 ? 'worker' : 'workers'}`
  return printable(`${place}${staticPrefix ? `, under ${staticPrefix.value}` : ''} (${count})`)
}

function addressOrigins({ host, port, workers, staticPrefix }: ServerSettings): Origin[] {
  return [host, port, workers, ...(staticPrefix ? [staticPrefix] : [])].map(({ origin }) => origin)
}

function artifactRows(artifacts: ArtifactSettings): (string | null)[] {
  const { mode, destination, defaultRoot, serve, presigned } = artifacts
  const place = mode === 'direct' ? defaultRoot : destination
  const text = formatUri(place?.value ?? '')
  const switches = [serve, presigned].flatMap((named) =>
    named && named.origin.kind !== 'default' ? [named.origin] : [],
  )
  const origins = [...(place ? [place.origin] : []), ...switches]
  switch (mode) {
    case 'proxied':
      return [
        row(
          'Artifacts',
          `through the server to ${text}${isBypassed(artifacts) ? ', and by presigned URLs' : ''}, ${clientNeeds(artifacts)}`,
          origins,
        ),
      ]
    case 'local':
      return [row('Artifacts', `through the server to ${text} on its disk`, origins)]
    case 'direct': {
      const isDisk = place !== null && isLocal(place.value)
      return [
        row('Artifacts', `${text} directly, clients need ${isDisk ? 'that disk' : 'their own credentials'}`, origins),
      ]
    }
  }
}

/** Options by their names; what they are given may be anything, also without a blank, as in `-pNAME`. */
function masked(word: string): string {
  const [name, value] = /^(--[A-Za-z][\w-]*|-[A-Za-z])(.*)$/s.exec(word)?.slice(1) ?? []
  if (name === undefined) return '…'
  return value === '' ? name : value?.startsWith('=') ? `${name}=…` : `${name}…`
}

function row(label: string, value: string, origins: readonly Origin[]): string {
  const named = [...new Set(origins.filter(({ kind }) => kind !== 'default').map(formatOrigin))]
  const all = named.length > 0 ? ` (from ${named.join(', ')})` : origins.length > 0 ? ' (the default)' : ''
  return `  ${label}: ${printable(value)}${all}`
}

function lines(rows: readonly (string | null)[]): string {
  return rows.flatMap((text) => (text === null ? [] : [`${text}\n`])).join('')
}
