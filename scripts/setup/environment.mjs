// The environment that every tool gets: the developer's own, without the settings that this project is about.
// A shell with AWS keys in it, or one that stops Python from caching its bytecode, must not change a result.
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const foreign = /^(AWS_|BOTO|FSSPEC_|_?MLFLOW_|WITH_MLFLOW_ENV|PYTHON)/i

export const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
