// Programs such as pipenv and tox, for the end-to-end tests of what comes between the launcher and a program.
import { prepareVenv } from './venv.mjs'

/** Needs the Python environment, whose interpreter and uv it is made with. */
export function prepareWrappers() {
  return prepareVenv(
    '.python-wrappers',
    'requirements/wrappers.txt',
    'Programs that start others (pipenv, honcho, tox)',
  )
}
