// Where the project's own parts are. Found by walking upward, because the demo runs from a bundle in .build/.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = findRoot(dirname(fileURLToPath(import.meta.url)))
export const pythonBin = join(root, '.python', 'bin')
export const launcher = join(root, 'bin', 'with-mlflow-env.js')

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}
