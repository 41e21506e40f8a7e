import type { DatabaseFileProblem, ServerFailure, TlsFileProblem } from '../mlflow/failure.ts'
import type { Place } from '../mlflow/requirements.ts'
import {
  COMMAND_NAME,
  DEFAULT_ARTIFACTS,
  DEFAULT_DATABASE,
  formatName,
  formatOrigin,
  formatSetting,
  list,
  printable,
  quote,
} from '../model/format.ts'

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
    case 'tls-file-missing':
      return `${failure.option}, a setting of uvicorn's: there is no file ${quote(failure.display)}`
    case 'tls-file-unusable':
      return `${failure.option}, a setting of uvicorn's: ${TLS_FILE[failure.reason](quote(failure.display))}`
    case 'workspace-set':
      return `${formatOrigin(failure.origin)} is a setting of clients, on which MLflow's server refuses to start: unset it for the server`
    case 'file-store':
      return `${fileStoreOrigin(failure)} is a file store, which MLflow ${failure.version} refuses: name a database, as sqlite:///mlflow.db ('mlflow migrate-filestore' moves the data), or set MLFLOW_ALLOW_FILE_STORE=true`
    case 'scheme-unknown': {
      const meant = failure.meant ? `did you mean ${failure.meant}? ` : ''
      return `${formatOrigin(failure.origin)}: neither MLflow nor a plugin beside it knows the scheme ${quote(failure.scheme)}: ${meant}known are ${list(failure.known.map(printable))}`
    }
    case 'driver-unknown':
      return `${formatOrigin(failure.origin)}: MLflow cannot use the driver of ${quote(failure.scheme)}: known are ${list(failure.known.map(printable))}`
    case 'artifact-folder':
      return `${formatSetting(failure.origin, DEFAULT_ARTIFACTS)}: ${quote(failure.display)} is no folder, so that no artifact can be kept there: name another place`
    case 'database-file':
      return `${formatSetting(failure.origin, DEFAULT_DATABASE)}: ${DATABASE_FILE[failure.reason](quote(failure.display))}`
    case 'python-unusable':
      return `${formatOrigin(failure.origin)}: ${PYTHON_UNUSABLE[failure.reason](quote(failure.python))}`
    case 'venv-unusable':
      return `${quote(failure.display)} ${VENV_UNUSABLE[failure.reason]}, or name another Python with ${PYTHON}`
    case 'python-failed':
      return `${quote(failure.python)} does not work as a Python (${printable(failure.reason).slice(0, 200)}): repair it, or name another one with ${PYTHON}`
    case 'mlflow-missing':
      return missingText(failure)
    case 'mlflow-too-old':
      return `MLflow ${printable(failure.version)} is too old, 3.0 or newer is needed: ${install(failure.place, 'mlflow>=3', true)}`
    case 'package-missing':
      return `${formatOrigin(failure.origin)}: ${quote(failure.scheme)} needs the Python package ${printable(failure.package)}: ${install(failure.place, failure.package)}`
  }
}

const TLS_FILE: Readonly<Record<TlsFileProblem, (file: string) => string>> = {
  alone: (file) => `a key, ${file}, but no certificate: name that with --ssl-certfile`,
  'no certificate': (file) => `${file} holds no certificate: name a file in the PEM format`,
  'no key': (file) => `${file} holds no private key: name the key's file with --ssl-keyfile, in the PEM format`,
  key: (file) => `the key in ${file} is another certificate's: name the two that belong together`,
  locked: (file) => `the key in ${file} has a password: give it by UVICORN_SSL_KEYFILE_PASSWORD`,
  password: (file) => `the key in ${file} has another password than the one that is given`,
}

const DATABASE_FILE: Readonly<Record<DatabaseFileProblem, (file: string) => string>> = {
  kind: (file) => `${file} is no file: name a file of SQLite, as sqlite:///mlflow.db`,
  unreadable: (file) => `${file} may not be read: look at its permissions`,
  format: (file) => `${file} is not a database of SQLite: name another file`,
  folder: (file) => `${file} cannot be made, a part of its path is no folder: correct the path`,
  unwritable: (file) =>
    `${file} cannot be made, its folder may not be written: name another file, or give it the right`,
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

function fileStoreOrigin({ origin }: Extract<ServerFailure, { code: 'file-store' }>): string {
  return origin.kind === 'default' ? "'./mlruns', which holds experiments," : formatOrigin(origin)
}

function missingText({ place, looked, isSkinny }: Extract<ServerFailure, { code: 'mlflow-missing' }>): string {
  if (!place) {
    return `MLflow is not found, nor a Python to look for it: install Python, then 'python3 -m pip install mlflow', or name one with ${PYTHON}`
  }
  const also = looked.length > 0 ? `, nor beside ${list(looked.map(quote))}` : ''
  const what = isSkinny ? 'the package mlflow-skinny has no server' : 'MLflow is not installed there'
  return `no MLflow beside ${quote(place.python)}${also} (${what}): ${install(place, 'mlflow>=3')}, or name its Python with ${PYTHON}`
}

/** The command that installs a package beside a Python. */
function install({ python, hasPip }: Place, name: string, isUpgrade = false): string {
  const words = hasPip
    ? [shellWord(python), '-m', 'pip', 'install', ...(isUpgrade ? ['--upgrade'] : []), shellWord(name)]
    : ['uv', 'pip', 'install', '--python', shellWord(python), shellWord(name)]
  return printable(words.join(' '))
}

function shellWord(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
