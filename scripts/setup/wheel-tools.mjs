// What the tests of the wheels install and check them with: see requirements/wheel-tools.in.
import { prepareVenv } from './venv.mjs'

/** Needs the Python environment, whose interpreter and uv it is made with. */
export function prepareWheelTools() {
  return prepareVenv('.python-wheel-tools', 'requirements/wheel-tools.txt', 'Installers of wheels (pip, pipx, twine)')
}
