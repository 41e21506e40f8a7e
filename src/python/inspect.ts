import { DRIVER_MODULES } from '../mlflow/database-drivers.ts'
import { DISTRIBUTIONS, type Distribution, type PythonInstallation } from '../mlflow/installation.ts'
import { CLIENT_MODULES } from '../mlflow/store-clients.ts'
import type { Environment } from '../model/source.ts'
import { explainStart } from './explain-end.ts'
import { findInstaller, type InstallPlace, parsePackagingFacts } from './find-installer.ts'
import { runScript } from './run-script.ts'

/** The first start of a Python on a slow disk takes seconds. */
const TIMEOUT_MS = 60_000

const INSPECT_SCRIPT = 'inspect_environment.py'

/** What a Python answered, or why it did not. */
export type InspectionResult =
  | { readonly kind: 'found'; readonly installation: PythonInstallation }
  | { readonly kind: 'failed'; readonly python: string; readonly reason: string }

/**
 * Asks a Python what is installed in its environment, with one short-lived process that does not import MLflow.
 *
 * @param env the environment that the server will have: PYTHONPATH and the like count
 * @param project the project's directory, which shows what installs packages
 * @throws {NodeJS.ErrnoException} E2BIG if the environment is too large for the system
 */
export async function inspectPython(
  python: string,
  env: Environment,
  cwd: string,
  project = cwd,
): Promise<InspectionResult> {
  const args = [[...DRIVER_MODULES, ...CLIENT_MODULES], DISTRIBUTIONS].map((names) => JSON.stringify(names))
  let response: Readonly<Record<string, unknown>> | null = null
  // A look leaves nothing behind, not even compiled modules.
  const script = { python, script: INSPECT_SCRIPT, args, env: { ...env, PYTHONDONTWRITEBYTECODE: '1' }, cwd }
  const result = await runScript({ ...script, timeoutMs: TIMEOUT_MS, hasOwnSession: false }, (found) => {
    response = found
  })
  if (result.startError === 'E2BIG') throw Object.assign(new Error('E2BIG'), { code: 'E2BIG' })
  if (response) return { kind: 'found', installation: parseInstallation(python, response, { env, cwd, project }) }
  return { kind: 'failed', python, reason: explainStart(result) }
}

/** A script of pyenv, asdf or mise, which looks up the Python at each start. */
const SHIM = /\/shims\/[^/]+$/

/** Reads a response of the script, whose Python may be any. */
export function parseInstallation(
  python: string,
  response: Readonly<Record<string, unknown>>,
  place: InstallPlace,
): PythonInstallation {
  const { executable, versions, modules, plugins, dialects, packaging } = response
  const version = (name: Distribution) => textOrNull(fieldsOf(versions)[name])
  const { tracking, registry, artifacts } = fieldsOf(plugins)
  return {
    python: SHIM.test(python) ? (textOrNull(executable) ?? python) : python,
    versions: {
      mlflow: version('mlflow'),
      'mlflow-skinny': version('mlflow-skinny'),
      sqlalchemy: version('sqlalchemy'),
      'python-dotenv': version('python-dotenv'),
    },
    modules: texts(modules),
    plugins: { backend: texts(tracking), registry: texts(registry), artifacts: texts(artifacts) },
    dialects: texts(dialects),
    installer: findInstaller(python, parsePackagingFacts(fieldsOf(packaging)), place),
  }
}

const fieldsOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
const textOrNull = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const texts = (value: unknown) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
