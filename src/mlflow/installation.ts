/** What stands in a Python environment, as far as the server needs it. Found out without importing MLflow. */
export interface Installation {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** Versions of distributions; null for one that is not installed. */
  readonly versions: Readonly<Record<Distribution, string | null>>
  /** The modules among those asked for that can be found. */
  readonly modules: readonly string[]
  /** Schemes that plugins add. */
  readonly plugins: Readonly<Record<'backend' | 'registry' | 'artifacts', readonly string[]>>
  /** SQLAlchemy's modules of its dialects and what plugins add, as `postgresql+psycopg`; some are no drivers. */
  readonly dialects: readonly string[]
  /** Whether packages are installed with pip there; otherwise it is uv that does it. */
  readonly hasPip: boolean
}

export const DISTRIBUTIONS = ['mlflow', 'mlflow-skinny', 'sqlalchemy', 'python-dotenv'] as const
export type Distribution = (typeof DISTRIBUTIONS)[number]

/** A script of pyenv, asdf or mise, which looks for the Python anew at each start. */
const SHIM = /\/shims\/[^/]+$/

/** Stands before the answer: whatever starts along with Python may print to the same place. */
export const MARK = 'with-mlflow-env:'

/**
 * Reads the answer of the program in `read/python.ts`.
 *
 * @returns null where the text holds none
 */
export function parseInstallation(python: string, text: string): Installation | null {
  const line = text.split('\n').findLast((candidate) => candidate.startsWith(MARK))
  const answer = parse(line?.slice(MARK.length) ?? '')
  if (typeof answer !== 'object' || answer === null) return null
  const { executable, versions, modules, plugins, dialects, pip } = answer as Record<string, unknown>
  const version = (name: Distribution) => textOrNull((versions as Record<string, unknown> | undefined)?.[name])
  const { tracking, registry, artifacts } = (plugins ?? {}) as Record<string, unknown>
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
    hasPip: pip === true,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const textOrNull = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const texts = (value: unknown) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
