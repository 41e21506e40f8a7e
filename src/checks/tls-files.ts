import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { tryStat } from '../host/fs-probe.ts'
import { KEY_PASSWORD, uvicornOptions } from '../mlflow/uvicorn-options.ts'
import { type Diagnostic, defineDiagnostics } from '../model/diagnostic.ts'
import { quoteValue } from '../model/format.ts'
import type { Environment } from '../model/source.ts'
import type { CheckAt } from './check.ts'

const PROBLEMS = {
  missing: (file: string) => `there is no file ${file}`,
  'no certificate option': (file: string) => `${file} is a key without a certificate: add --ssl-certfile`,
  'not a certificate': (file: string) => `${file} holds no certificate in PEM format: use another file`,
  'not a key': (file: string) => `${file} holds no private key in PEM format: name the key's file with --ssl-keyfile`,
  'key mismatch': (file: string) =>
    `the key in ${file} does not belong to the certificate: use the two that belong together`,
  'password missing': (file: string) => `the key in ${file} needs a password: set ${KEY_PASSWORD}`,
  'wrong password': (file: string) => `the key in ${file} cannot be opened with the password in ${KEY_PASSWORD}`,
} as const
type Problem = keyof typeof PROBLEMS

interface UnusableFile {
  /** The option or variable that names it. */
  readonly option: string
  readonly file: string
  readonly problem: Problem
}

export const diagnostics = defineDiagnostics(() => ({
  'tls-file-unusable': ({ option, file, problem }: UnusableFile) =>
    `${option}, a setting of uvicorn: ${PROBLEMS[problem](quoteValue(file))}`,
}))

/** With several workers that cannot read their certificate, uvicorn restarts them for ever. */
export const tlsFiles: CheckAt<'machine'> = {
  name: 'tls-files',
  stage: 'machine',
  diagnostics,
  run({ passthroughArgs, env, cwd, replacesLauncher }) {
    const files = findTlsFiles(passthroughArgs, env)
    const missing = Object.values(files).filter(({ name }) => tryStat(resolve(cwd, name))?.kind !== 'file')
    if (missing.length > 0) return missing.map((file) => unusable(file, 'missing'))
    const read = ({ name }: TlsFile) => readText(resolve(cwd, name))
    const { certfile, keyfile = certfile, 'ca-certs': authorities } = files
    if (keyfile && !certfile) return [unusable(keyfile, 'no certificate option')]
    const found: Diagnostic[] = []
    for (const file of [certfile, authorities]) {
      if (file && containsPem(read(file), 'CERTIFICATE') === false) found.push(unusable(file, 'not a certificate'))
    }
    if (keyfile && containsPem(read(keyfile), 'PRIVATE KEY') === false) found.push(unusable(keyfile, 'not a key'))
    if (found.length > 0 || !certfile || !keyfile) return found
    const problem = findKeyProblem(read(certfile), read(keyfile), env[KEY_PASSWORD])
    // A server that has the terminal asks for the password itself.
    return problem && !(problem === 'password missing' && replacesLauncher) ? [unusable(keyfile, problem)] : []
  },
}

/** The files that uvicorn reads for TLS. */
const TLS_FILE_KINDS = ['certfile', 'keyfile', 'ca-certs'] as const

/** A file and the option or variable that names it. */
interface TlsFile {
  readonly option: string
  readonly name: string
}
type TlsFiles = Partial<Record<(typeof TLS_FILE_KINDS)[number], TlsFile>>

function unusable({ option, name }: TlsFile, problem: Problem): Diagnostic {
  return diagnostics.error('tls-file-unusable', null, { option, file: name, problem })
}

/** The last option wins, and every option wins over uvicorn's own variables. */
function findTlsFiles(passthroughArgs: readonly string[], env: Environment): TlsFiles {
  const files: TlsFiles = {}
  for (const kind of TLS_FILE_KINDS) {
    const option = `UVICORN_SSL_${kind.toUpperCase().replace('-', '_')}`
    const name = env[option]
    if (name) files[kind] = { option, name }
  }
  for (const { name: option, value: name } of uvicornOptions(passthroughArgs, env)) {
    const kind = TLS_FILE_KINDS.find((known) => option === `--ssl-${known}`)
    if (kind) files[kind] = { option, name }
  }
  return files
}

/** Null if this user cannot read it: the server may run as another user, and says so itself. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}

/** Python's ssl reads PEM only: `BEGIN EC PRIVATE KEY`, `BEGIN TRUSTED CERTIFICATE`. A byte order mark does not hurt. */
function containsPem(text: string | null, what: string): boolean | null {
  return text === null ? null : new RegExp(`^(?:\xEF\xBB\xBF)?-----BEGIN (?:[A-Z0-9]+ )*${what}-----`, 'm').test(text)
}

/** @returns null also if it cannot be told, as for a kind of key that Node does not know */
function findKeyProblem(certificate: string | null, key: string | null, password?: string): Problem | null {
  if (certificate === null || key === null) return null
  if (!password && /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)) return 'password missing'
  const { createPrivateKey, X509Certificate } = process.getBuiltinModule('node:crypto')
  try {
    const opened = createPrivateKey({ key, passphrase: password })
    return new X509Certificate(certificate).checkPrivateKey(opened) ? null : 'key mismatch'
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return /BAD_DECRYPT/.test(code) ? 'wrong password' : null
  }
}
