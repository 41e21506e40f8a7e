// The launcher as a native executable, which `npm run build:native` makes where there is Rust.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'

export const executable = join(root, 'dist', 'native', 'with-mlflow-env')

/** Why nothing can be tested with it here; null where it can. */
export const noExecutable = existsSync(executable) ? null : 'not built: no Rust'
