import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { statOf } from '../host/fs-probe.ts'
import type { TlsFileProblem } from '../mlflow/failure.ts'
import { KEY_PASSWORD, parseOptions, UVICORN_OPTIONS, uvicornOptions } from '../mlflow/uvicorn-options.ts'
import { refuse } from '../model/failure.ts'
import type { Environment } from '../model/source.ts'
import type { Launch } from '../options/resolve.ts'

/** The files that uvicorn reads for TLS. */
const KINDS = ['certfile', 'keyfile', 'ca-certs'] as const

/** A file and who names it. */
interface TlsFile {
  readonly option: string
  readonly name: string
}
type TlsFiles = Partial<Record<(typeof KINDS)[number], TlsFile>>

/**
 * Looks at the files of a server that is to speak TLS: of several workers that cannot use one, uvicorn begins each anew
 * for ever.
 *
 * @param passed the words for MLflow; its option beats its variable
 * @throws {Refusal} for one that is not there, holds something else, or does not belong to the others
 */
export function checkTlsFiles(passed: readonly string[], env: Environment, cwd: string, launch: Launch): void {
  const files = findTlsFiles(passed, env)
  for (const { option, name } of Object.values(files)) {
    if (statOf(resolve(cwd, name))?.isFile() !== true) refuse({ code: 'tls-file-missing', option, display: name })
  }
  const read = ({ name }: TlsFile) => readText(resolve(cwd, name))
  const { certfile, keyfile = certfile, 'ca-certs': authorities } = files
  if (keyfile && !certfile) refuse(unusable(keyfile, 'alone'))
  for (const file of [certfile, authorities]) {
    if (file && holds(read(file), 'CERTIFICATE') === false) refuse(unusable(file, 'no certificate'))
  }
  if (keyfile && holds(read(keyfile), 'PRIVATE KEY') === false) refuse(unusable(keyfile, 'no key'))
  if (!certfile || !keyfile) return
  const problem = findKeyProblem(read(certfile), read(keyfile), env[KEY_PASSWORD])
  // Where the server has the terminal, it asks for the password itself.
  if (problem && !(problem === 'locked' && launch === 'exec')) refuse(unusable(keyfile, problem))
}

function unusable({ option, name }: TlsFile, reason: TlsFileProblem) {
  return { code: 'tls-file-unusable', option, display: name, reason } as const
}

/** The last option wins, and any of them beats uvicorn's own variable. */
function findTlsFiles(passed: readonly string[], env: Environment): TlsFiles {
  const files: TlsFiles = {}
  for (const kind of KINDS) {
    const option = `UVICORN_SSL_${kind.toUpperCase().replace('-', '_')}`
    const name = env[option]
    if (name) files[kind] = { option, name }
  }
  for (const { name: option, value: name } of parseOptions(uvicornOptions(passed, env[UVICORN_OPTIONS]))) {
    const kind = KINDS.find((known) => option === `--ssl-${known}`)
    if (kind) files[kind] = { option, name }
  }
  return files
}

/** Null where it may not be read: the server may be another user's, and says so itself. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}

/** Python's ssl reads nothing but PEM: `BEGIN EC PRIVATE KEY`, `BEGIN TRUSTED CERTIFICATE`. */
function holds(text: string | null, what: string): boolean | null {
  return text === null ? null : new RegExp(`^(?:\xEF\xBB\xBF)?-----BEGIN (?:[A-Z0-9]+ )*${what}-----`, 'm').test(text)
}

/** @returns null also where that cannot be told, as of a kind that is not known here */
function findKeyProblem(certificate: string | null, key: string | null, password?: string): TlsFileProblem | null {
  if (certificate === null || key === null) return null
  if (!password && /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)) return 'locked'
  const { createPrivateKey, X509Certificate } = process.getBuiltinModule('node:crypto')
  try {
    const opened = createPrivateKey({ key, passphrase: password })
    return new X509Certificate(certificate).checkPrivateKey(opened) ? null : 'key'
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return /BAD_DECRYPT/.test(code) ? 'password' : null
  }
}
