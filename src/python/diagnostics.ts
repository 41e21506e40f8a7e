import { type InstallTarget, installCommand } from '../mlflow/install-command.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin, list, printable, quote, quoteValue } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** How to name a Python. With `--with-server` there is the variable only. */
const PYTHON_OPTION = '--python (WITH_MLFLOW_ENV_PYTHON)'
const MAX_REASON_CHARACTERS = 200

interface MissingMlflow {
  /** Where to install it; null if no Python was found at all. */
  readonly environment: InstallTarget | null
  /** The other Pythons that were asked. */
  readonly others: readonly string[]
  /** Whether the client alone is installed. */
  readonly isSkinny: boolean
}

/** What can be wrong with the Python that is to run MLflow. */
export const pythonDiagnostics = defineDiagnostics(() => ({
  'python-unusable': ({ python, reason }: { python: string; reason: keyof typeof PYTHON_UNUSABLE }, origin: Origin) =>
    `${formatOrigin(origin)}: ${PYTHON_UNUSABLE[reason](quoteValue(python))}`,
  'venv-unusable': ({ display, reason }: { display: string; reason: keyof typeof VENV_UNUSABLE }) =>
    `${quote(display)} ${VENV_UNUSABLE[reason]}, or name another Python with ${PYTHON_OPTION}`,
  'python-failed': ({ python, reason }: { python: string; reason: string }) =>
    `${quote(python)} does not work as a Python (${printable(reason).slice(0, MAX_REASON_CHARACTERS)}): repair it, or name another one with ${PYTHON_OPTION}`,
  'mlflow-missing': missingText,
}))

const PYTHON_UNUSABLE = {
  missing: (python: string) => `there is no program ${python}: name a Python that has MLflow, such as .venv/bin/python`,
  directory: (python: string) => `${python} is a directory: name the Python in it, such as .venv/bin/python`,
  permission: (python: string) => `${python} is not executable: check its permissions`,
} as const

const VENV_UNUSABLE = {
  unreadable: 'cannot be read, so MLflow cannot be found in it: check its permissions and its owner',
  broken: 'has no working bin/python (was the Python that created it removed?): create it again',
  foreign: `belongs to another user, whose programs would get the credentials: name its Python with ${PYTHON_OPTION} if you trust it`,
} as const

function missingText({ environment, others, isSkinny }: MissingMlflow): string {
  if (!environment) {
    return `found neither MLflow nor a Python: install Python, then 'python3 -m venv .venv && .venv/bin/python -m pip install mlflow', or name a Python with ${PYTHON_OPTION}`
  }
  const also = others.length > 0 ? `, nor in ${list(others.map(quote))}` : ''
  const why = isSkinny ? 'the package mlflow-skinny has no server' : 'it is not installed there'
  return `found no MLflow in ${quote(environment.python)}${also} (${why}): ${installCommand(environment, 'mlflow>=3')}, or name its Python with ${PYTHON_OPTION}`
}
