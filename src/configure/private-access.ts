import * as host from '../host/index.ts'
import { mlflowDiagnostics } from '../mlflow/diagnostics.ts'
import { type NetrcHosts, parseNetrc } from '../mlflow/netrc.ts'
import { PRIVATE_HOST } from '../mlflow/other-server.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'

/** Where a private server listens, and what would keep its command out. */
export interface PrivateAddress {
  readonly host: string
  readonly findings: readonly Diagnostic[]
}

const NOTHING: NetrcHosts = { machines: new Set(), hasDefault: false }
/** On Linux all of 127.0.0.0/8 is this machine. */
const OTHERS = Array.from({ length: 8 }, (_, at) => `127.0.0.${at + 2}`)

/** The usual address, unless the command's `.netrc` has a login for it: then one that no `.netrc` names. */
export function findPrivateAddress(hostContext: HostContext): PrivateAddress {
  const file = findNetrc(hostContext)
  const { machines, hasDefault } = file === null ? NOTHING : parseNetrc(readText(file))
  const candidates = hostContext.platform === 'linux' ? [PRIVATE_HOST, ...OTHERS] : [PRIVATE_HOST]
  const free = candidates.find((candidate) => !machines.has(candidate))
  const entry = free === undefined ? PRIVATE_HOST : hasDefault ? 'default' : null
  const isBeaten = file !== null && entry !== null
  const findings = isBeaten ? [mlflowDiagnostics.warning('netrc-beats-key', null, { file, entry })] : []
  return { host: free ?? PRIVATE_HOST, findings }
}

/** The entry of the command's `.netrc` that would be sent to a host in place of a key; null for none. */
export function findNetrcEntry(hostContext: HostContext, name: string): { file: string; entry: string } | null {
  const file = findNetrc(hostContext)
  if (file === null) return null
  const { machines, hasDefault } = parseNetrc(readText(file))
  const entry = machines.has(name) ? name : hasDefault ? 'default' : null
  return entry === null ? null : { file, entry }
}

/** Whether the command's user has a login for MLflow in a file, which would beat the key. */
export function hasLoginFile({ home }: HostContext): boolean {
  return home !== null && exists(host.joinPath(home, '.mlflow', 'credentials'))
}

/** As the package requests looks for it. */
function findNetrc({ env, home, cwd }: HostContext): string | null {
  if (env.NETRC !== undefined) return host.resolvePath(cwd, env.NETRC)
  if (home === null) return null
  return ['.netrc', '_netrc'].map((name) => host.joinPath(home, name)).find(exists) ?? null
}

/** Whether there is a file, or another thing that can be opened. */
export function exists(path: string): boolean {
  try {
    return host.stat(path) !== null
  } catch {
    return false
  }
}

/** @returns nothing if it cannot be read: requests reads nothing then, either */
function readText(path: string): string {
  try {
    return host.readText(path)
  } catch {
    return ''
  }
}
