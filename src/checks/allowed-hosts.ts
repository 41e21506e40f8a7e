import { GATE_HOST } from '../mlflow/behind-gate.ts'
import { addressOf, schemeOfServer } from '../mlflow/derived-address.ts'
import { hasJobs } from '../mlflow/server-jobs.ts'
import { isAtLeast } from '../mlflow/version.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, list, quote } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { find } from '../model/source.ts'
import type { CheckAt } from './check.ts'
import type { PythonContext } from './context.ts'
import { matchesHost } from './host-pattern.ts'

const NAME = 'MLFLOW_SERVER_ALLOWED_HOSTS'
const OPTION = '--allowed-hosts'

/** Who asks for a host. */
const ASKERS = {
  ready: 'the address of the ready line',
  jobs: "the address of MLflow's own jobs",
  gate: 'what the gate addresses it as',
} as const

interface HostsShutOut {
  readonly hosts: readonly { readonly host: string; readonly asker: keyof typeof ASKERS; readonly pattern: string }[]
}

export const diagnostics = defineDiagnostics(() => ({
  /** Without an origin nobody has named a list, and MLflow's own applies. */
  'hosts-shut-out': ({ hosts }: HostsShutOut, origin: Origin | null) => {
    const which = list(hosts.map(({ host, asker }) => `${quote(host)} (${ASKERS[asker]})`))
    const patterns = Array.from(new Set(hosts.map(({ pattern }) => pattern))).join(',')
    return origin
      ? `${formatOrigin(origin)}: MLflow answers requests to ${which} with 403: add ${quote(patterns)}`
      : `MLflow's own list of hosts makes it answer requests to ${which} with 403: set ${NAME} to ${quote(`localhost,localhost:*,127.0.0.1,127.0.0.1:*,${patterns}`)}`
  },
}))

/** The list of hosts replaces MLflow's own, and is compared with the port. */
export const allowedHosts: CheckAt<'python'> = {
  name: 'allowed-hosts',
  stage: 'python',
  diagnostics,
  run(context) {
    const { env, passthroughArgs, installation } = context
    if (!isAtLeast(installation.versions.mlflow, 3, 5)) return []
    if (
      passthroughArgs.includes('--disable-security-middleware') ||
      isFlag(env.MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE)
    )
      return []
    const named = findList(context)
    const patterns = named ? named.value.split(',').map((pattern) => pattern.trim()) : OWN_LIST
    const isAllowed = (host: string) => patterns.some((pattern) => matchesHost(pattern, host))
    const hosts = findHosts(context).filter(({ host }) => !isAllowed(host.replace(/:\*$/, `:${SOME_PORT}`)))
    if (hosts.length === 0) return []
    // Nobody would get through the gate.
    const severity = context.settings.auth.value ? 'error' : 'warning'
    return [diagnostics[severity]('hosts-shut-out', named?.origin ?? null, { hosts })]
  },
}

/** Stands for a port that the system will choose. */
const SOME_PORT = 49_151

/** As click reads a flag from a variable. */
const isFlag = (value = '') => /^\s*(?:true|1|t|yes|y|on)\s*$/i.test(value)

/** `get_default_allowed_hosts` in mlflow/server/security_utils.py. */
const OWN_LIST = [
  ...['localhost', '127.0.0.1', '[::1]', '0.0.0.0', 'localhost:*', '127.0.0.1:*', '[[]::1]:*', '0.0.0.0:*'],
  ...['192.168.*', '10.*', 'fc00:*', 'fd00:*'],
  ...Array.from({ length: 16 }, (_, at) => `172.${at + 16}.*`),
]

/** The list that is in force: the last of the options after `--`, or else the variable. */
function findList({ passthroughArgs, env, sources }: PythonContext): Sourced | null {
  const given = passthroughArgs.flatMap((word, at) => {
    if (passthroughArgs[at - 1] === OPTION) return word
    return word.startsWith(`${OPTION}=`) ? word.slice(OPTION.length + 1) : []
  })
  const value = given.at(-1)
  if (value) return { value, origin: { kind: 'option', name: OPTION } }
  const origin = find(sources, NAME)?.origin
  return env[NAME] && origin ? { value: env[NAME], origin } : null
}

/** What requests have in their header `Host`. MLflow's own jobs use its setting as it is, and http. */
function findHosts({ settings, passthroughArgs, env }: PythonContext): HostsShutOut['hosts'] {
  if (settings.auth.value) return [{ asker: 'gate', host: GATE_HOST, pattern: GATE_HOST }]
  const { host, port } = addressOf(settings)
  const standard = schemeOfServer(passthroughArgs, env) === 'https' ? 443 : 80
  const ready = { asker: 'ready' as const, ...withPort(host, port, standard) }
  const own = settings.host.value
  // A job cannot use an address of IPv6 at all, as MLflow writes no brackets around it.
  if (!hasJobs(env) || own.includes(':') || own === host) return [ready]
  return [ready, { asker: 'jobs', ...withPort(own, port, 80) }]
}

/** A port of 0 will be one that nobody has named. */
function withPort(host: string, port: number, standard: number): { host: string; pattern: string } {
  if (port === standard) return { host, pattern: host }
  if (port !== 0) return { host: `${host}:${port}`, pattern: `${host}:${port}` }
  return { host: `${host}:*`, pattern: `${host.replace('[', '[[]')}:*` }
}
