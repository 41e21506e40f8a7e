import { GATE_OPTION_NAMES, gateOption, listenOptions } from './gate-options.ts'
import { type Details, type OptionSpec, option, ownVariable } from './option.ts'
import type { OwnServerOption } from './server-variables.ts'

const own = (name: OwnServerOption, details: Details) => option(name, details, ownVariable(name))

/** The options of `server`, in the order in which help shows them. */
export const SERVER_OPTIONS: readonly OptionSpec[] = [
  ...listenOptions('5000', { host: 'MLFLOW_HOST', port: 'MLFLOW_PORT' }),
  option('workers', {
    group: 'address',
    kind: 'value',
    valueName: 'N',
    variable: 'MLFLOW_WORKERS',
    default: '`4`',
    help: 'worker processes',
  }),
  option('static-prefix', {
    group: 'address',
    kind: 'value',
    valueName: 'PATH',
    variable: 'MLFLOW_STATIC_PREFIX',
    help: 'a prefix of every path, as `/mlflow`',
  }),
  option('backend-store-uri', {
    group: 'store',
    kind: 'value',
    valueName: 'URI',
    variable: 'MLFLOW_BACKEND_STORE_URI',
    otherVariables: ['BACKEND_STORE_URI'],
    default: '`sqlite:///mlflow.db`',
    help: 'the database; put a URI with a password into the variable',
  }),
  option('artifact-root', {
    group: 'store',
    kind: 'value',
    valueName: 'URI',
    otherVariables: ['MLFLOW_ARTIFACT_ROOT', 'DEFAULT_ARTIFACT_ROOT'],
    default: '`./mlartifacts`',
    help: 'where artifacts go: through the server, so clients need no AWS credentials and no access to the store; directly with `--no-serve-artifacts`',
  }),
  option('serve-artifacts', {
    group: 'store',
    kind: 'negatable',
    variable: 'MLFLOW_SERVE_ARTIFACTS',
    default: 'yes',
    help: 'artifacts go through the server',
  }),
  option('default-artifact-root', {
    group: 'store',
    kind: 'value',
    valueName: 'URI',
    variable: 'MLFLOW_DEFAULT_ARTIFACT_ROOT',
    default: "MLflow's own",
    help: "clients reach this store directly, with their own credentials (MLflow's option)",
  }),
  option('artifacts-destination', {
    group: 'store',
    kind: 'value',
    valueName: 'URI',
    variable: 'MLFLOW_ARTIFACTS_DESTINATION',
    default: "MLflow's own",
    help: "where the server stores the artifacts that it receives (MLflow's option)",
  }),
  own('presigned', {
    group: 'store',
    kind: 'negatable',
    default: 'no',
    help: 'clients download, and upload large files, directly by presigned URLs: they then need network access to the store, and `.gz` files arrive unpacked, or fail if they are not gzip',
  }),
  own('bucket-check', {
    group: 'store',
    kind: 'negatable',
    default: 'yes',
    help: 'a bucket that is missing or refuses to be listed stops the start; `--no-bucket-check` is for accounts that can only read and write objects',
  }),
  own('auth', {
    group: 'gate',
    kind: 'negatable',
    default: 'no',
    help: 'let in requests with an API key only: a gate listens at the address, and MLflow on a Unix socket that nobody else can reach',
    page: 'docs/server.md',
  }),
  own('local-token', {
    group: 'gate',
    kind: 'negatable',
    default: 'no',
    help: 'with `--auth`: commands of the project find a key for this server by themselves, if they are yours and on this machine; it ends with the server',
    page: 'docs/server.md',
  }),
  ...GATE_OPTION_NAMES.map((name) => gateOption(name, 'gate')),
  own('python', {
    group: 'process',
    kind: 'value',
    valueName: 'PYTHON',
    completes: 'program',
    default: 'searched for',
    help: 'the Python that has MLflow; searched for next to `mlflow` on PATH, then `python3` on PATH, `.venv`, `venv`',
  }),
  own('ready-timeout', {
    group: 'process',
    otherNames: ['wait'],
    kind: 'value',
    valueName: 'SECONDS',
    otherVariables: [ownVariable('wait')],
    default: '`120`',
    help: 'how long the server can take to be ready',
  }),
  own('grace', {
    group: 'process',
    kind: 'value',
    valueName: 'SECONDS',
    default: '`30`',
    help: 'how long it can take to stop',
  }),
  option('dry-run', {
    group: 'process',
    help: 'make every check of a start, print all settings and where they come from, and start nothing',
  }),
]

/** Names by which deployments mean a setting of the server, and which mean nothing to MLflow. They are not passed on. */
export const DEPLOYMENT_VARIABLES = SERVER_OPTIONS.flatMap(({ otherVariables }) => otherVariables).filter(
  (name) => !name.startsWith(ownVariable('')),
)

/** The row of an option. */
export function serverOption(name: string): OptionSpec {
  const found = SERVER_OPTIONS.find((known) => known.name === name)
  if (!found) throw new TypeError(`no option ${name}`)
  return found
}
