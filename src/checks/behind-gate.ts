import { parsePassthrough } from '../mlflow/parse-passthrough.ts'
import { findOption, uvicornText } from '../mlflow/uvicorn-options.ts'
import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, printable } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { find as findIn } from '../model/source.ts'
import { givenOption } from '../options/arguments.ts'
import { GATE_OPTION_NAMES } from '../options/gate-options.ts'
import type { CheckAt } from './check.ts'
import type { SettingsContext } from './context.ts'

const REASONS = {
  login: "both need the header Authorization, and MLflow's users could not log in: leave one of them out",
  exec: 'the launcher has to stay, because the gate is in it: leave one of them out',
  server: 'behind the gate MLflow chooses its server itself: leave one of them out',
  address: 'behind the gate MLflow listens on a Unix socket that the launcher chooses: leave it out',
  tls: 'people reach the gate, not uvicorn: use --tls-cert and --tls-key',
} as const

interface Contradiction {
  /** The option or variable. */
  readonly name: string
  readonly why: keyof typeof REASONS
}

export const diagnostics = defineDiagnostics(() => ({
  'not-behind-gate': ({ name, why }: Contradiction, origin: Origin) =>
    `${printable(name)} does not go together with ${formatOrigin(origin)}: ${REASONS[why]}`,
  'option-needs-auth': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is about API keys, and this server asks for none: add --auth`,
}))

/** Of uvicorn's options; each takes a value. */
const ADDRESS_OPTIONS = ['--uds', '--fd', '--host', '--port']
const TLS_OPTIONS = [
  ...['--ssl-certfile', '--ssl-keyfile', '--ssl-keyfile-password', '--ssl-version', '--ssl-cert-reqs'],
  ...['--ssl-ca-certs', '--ssl-ciphers'],
]

/** What contradicts a gate in front of MLflow. */
export const behindGate: CheckAt<'settings'> = {
  name: 'behind-gate',
  stage: 'settings',
  diagnostics,
  run(context) {
    const { auth } = context.settings
    if (!auth.value) return findUseless(context)
    // A private server has none of them: what is about another server's address is left out.
    if (auth.origin.kind === 'default') return []
    return find(context).map((found) => diagnostics.error('not-behind-gate', auth.origin, found))
  },
}

/** Options of the gate without a gate. Their variables may be meant for another command. */
function findUseless({ options }: SettingsContext): Diagnostic[] {
  return GATE_OPTION_NAMES.flatMap((name) => {
    const given = givenOption(options, name)
    return given ? [diagnostics.error('option-needs-auth', given.origin)] : []
  })
}

function find({ passthroughArgs, env, sources, replacesLauncher }: SettingsContext): Contradiction[] {
  const words = parsePassthrough(passthroughArgs)
  const has = (option: string) => words.some(({ longOption }) => longOption === option)
  const usesLogin = words.some(
    ({ text, option }) => option === '--app-name' && /^(?:--app-name=)?basic-auth$/.test(text),
  )
  return [
    ...(replacesLauncher ? [{ name: '--launch exec', why: 'exec' } as const] : []),
    ...(usesLogin ? [{ name: '--app-name basic-auth', why: 'login' } as const] : []),
    ...['--gunicorn-opts', '--waitress-opts'].filter(has).map((name) => ({ name, why: 'server' }) as const),
    ...(env.MLFLOW_GUNICORN_OPTS ? [{ name: 'MLFLOW_GUNICORN_OPTS', why: 'server' } as const] : []),
    ...['UVICORN_UDS', 'UVICORN_FD']
      .filter((name) => findIn(sources, name))
      .map((name) => ({ name, why: 'address' }) as const),
    ...inUvicorn(passthroughArgs, env),
  ]
}

function inUvicorn(passthroughArgs: readonly string[], env: SettingsContext['env']): Contradiction[] {
  const text = uvicornText(passthroughArgs, env)
  const inText = (names: readonly string[]) => names.filter((name) => findOption(text, name).length > 0)
  const set = Object.keys(env).filter((name) => env[name])
  const of = (names: readonly string[], why: Contradiction['why']) => names.map((name) => ({ name, why }))
  return [
    ...of(inText(ADDRESS_OPTIONS), 'address'),
    ...of([...inText(TLS_OPTIONS), ...set.filter((name) => /^UVICORN_SSL_/.test(name))], 'tls'),
  ]
}
