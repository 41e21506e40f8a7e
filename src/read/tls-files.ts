import { resolve } from 'node:path'
import { refuse } from '../resolve/failure.ts'
import type { Environment } from '../resolve/source.ts'
import { statOf } from './nearest.ts'

/** A file that uvicorn reads for TLS, as its options name it, in quotes or without. */
const FILE = /(--ssl-(?:certfile|keyfile|ca-certs))(?:=|\s+)(?:'([^']+)'|"([^"]+)"|([^\s'"\\]+))(?=\s|$)/g

/** uvicorn's own. */
const VARIABLES = ['UVICORN_SSL_CERTFILE', 'UVICORN_SSL_KEYFILE', 'UVICORN_SSL_CA_CERTS']

/**
 * Looks for the files of a server that is to speak TLS: of several workers without one, uvicorn begins each anew for ever.
 *
 * @param passed the words for MLflow; its option beats its variable
 * @throws {Refusal} for one that is not there
 */
export function checkTlsFiles(passed: readonly string[], env: Environment, cwd: string): void {
  const isPassed = passed.some((word) => /^--uvicorn-opts(?:=|$)/.test(word))
  for (const text of isPassed ? passed : [env.MLFLOW_UVICORN_OPTS ?? '']) {
    for (const [, option = '', ...names] of text.matchAll(FILE)) {
      const name = names.find((found) => found !== undefined) ?? ''
      check(option, name, cwd)
    }
  }
  for (const variable of VARIABLES) if (env[variable]) check(variable, env[variable], cwd)
}

function check(option: string, name: string, cwd: string): void {
  if (statOf(resolve(cwd, name))?.isFile() !== true) refuse({ code: 'tls-file-missing', option, display: name })
}
