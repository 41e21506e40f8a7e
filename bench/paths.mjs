// Where the parts that are measured stand.
import { join } from 'node:path'
import { root } from '../scripts/setup/environment.mjs'

export { root }
export const here = join(root, 'bench')
export const launcher = join(root, 'bin', 'with-mlflow-env.js')
export const pythonBin = join(root, '.python', 'bin')
export const python = join(pythonBin, 'python')
