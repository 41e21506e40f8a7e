// The native executable of this build.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

export const executable = join(root, 'dist', 'native', 'with-mlflow-env')
export const isBuilt = existsSync(executable)
