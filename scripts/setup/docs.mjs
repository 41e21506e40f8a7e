// What the commands of the documentation need, for the test that runs them: see requirements/docs.in.
import { prepareVenv } from './venv.mjs'

/** Needs the Python environment, whose interpreter and uv it is made with. */
export function prepareDocs() {
  return prepareVenv(
    '.python-docs',
    'requirements/docs.txt',
    "Programs of the documentation (AWS's command line, moto, Jupyter)",
  )
}
