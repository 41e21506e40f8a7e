import type { ServerFailure } from '../mlflow/failure.ts'
import { installCommand } from '../mlflow/install-command.ts'
import { COMMAND_NAME, formatName, formatOrigin, list, printable, quote } from '../model/format.ts'

/** How a Python is named; beside `--with-server` by the variable alone. */
const PYTHON = '--python (WITH_MLFLOW_ENV_PYTHON)'

/** Words a failure of the server's settings or its Python. Never a value of a secret. */
export function serverFailureText(failure: ServerFailure): string {
  switch (failure.code) {
    case 'unknown-server-option': {
      const remedy = failure.suggestion ? `did you mean ${failure.suggestion}?` : `see '${COMMAND_NAME} server --help'`
      return `'${COMMAND_NAME} server' has no option ${quote(failure.option)}: ${remedy} (what goes to MLflow as it is stands behind '--')`
    }
    case 'own-option-passed':
      return `${quote(failure.option)} stands behind '--', where ${COMMAND_NAME} does not see it: write it in front, as '${COMMAND_NAME} server ${printable(failure.option)} …'`
    case 'port-privileged':
      return `${formatOrigin(failure.origin)}: this user may not listen on port ${failure.port}: take one from 1024, and a reverse proxy in front of it`
    case 'other-socket':
      return `${failure.option}, a setting of uvicorn's: the server would not listen at its host and port, where ${COMMAND_NAME} waits for it: leave it out, or start it with --launch exec`
    case 'server-environment-too-large':
      return `the server's environment (${failure.variables} bytes, most of them in ${formatName(failure.largest)}) is more than the system can pass on`
    case 'workspace-set':
      return `${formatOrigin(failure.origin)} is a setting of clients, on which MLflow's server refuses to start: unset it for the server`
    case 'python-unusable':
      return `${formatOrigin(failure.origin)}: ${PYTHON_UNUSABLE[failure.reason](quote(failure.python))}`
    case 'venv-unusable':
      return `${quote(failure.display)} ${VENV_UNUSABLE[failure.reason]}, or name another Python with ${PYTHON}`
    case 'python-failed':
      return `${quote(failure.python)} does not work as a Python (${printable(failure.reason).slice(0, 200)}): repair it, or name another one with ${PYTHON}`
    case 'mlflow-missing':
      return missingText(failure)
  }
}

const PYTHON_UNUSABLE = {
  missing: (python: string) => `there is no program ${python}: name a Python that has MLflow, as .venv/bin/python`,
  directory: (python: string) => `${python} is a directory: name the Python in it, as .venv/bin/python`,
  permission: (python: string) => `${python} may not be executed: look at its permissions`,
} as const

const VENV_UNUSABLE = {
  unreadable: 'cannot be entered, so that no MLflow can be found in it: look at its permissions and its owner',
  broken: 'has no working bin/python (was the Python that it was made with removed?): make it anew',
  foreign: `belongs to another user, whose programs would be given the credentials: name its Python with ${PYTHON} if you trust it`,
} as const

function missingText({ place, looked, isSkinny }: Extract<ServerFailure, { code: 'mlflow-missing' }>): string {
  if (!place) {
    return `MLflow is not found, nor a Python to look for it: install Python, then 'python3 -m pip install mlflow', or name one with ${PYTHON}`
  }
  const also = looked.length > 0 ? `, nor beside ${list(looked.map(quote))}` : ''
  const what = isSkinny ? 'the package mlflow-skinny has no server' : 'MLflow is not installed there'
  return `no MLflow beside ${quote(place.python)}${also} (${what}): ${installCommand(place, 'mlflow>=3')}, or name its Python with ${PYTHON}`
}
