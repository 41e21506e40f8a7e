import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { gateDiagnostics } from './diagnostics.ts'
import type { Certificate } from './listener.ts'

/**
 * Reads the certificate and its key, and finds out whether they belong together.
 *
 * @returns null if neither is named
 * @throws {LauncherError} tls-option-missing, tls-unusable
 */
export function readTlsFiles(cert: Sourced | null, key: Sourced | null, cwd: string): Certificate | null {
  if (cert === null || key === null) {
    if (cert) fail(gateDiagnostics.error('tls-option-missing', cert.origin, { missing: '--tls-key' }))
    if (key) fail(gateDiagnostics.error('tls-option-missing', key.origin, { missing: '--tls-cert' }))
    return null
  }
  const files = { cert: read(cert, cwd), key: read(key, cwd) }
  if (!files.cert.includes('-----BEGIN CERTIFICATE-----')) unusable(cert, 'it has no certificate in PEM')
  if (!files.key.includes('PRIVATE KEY-----')) unusable(key, 'it has no private key in PEM')
  if (files.key.includes('ENCRYPTED')) unusable(key, 'it needs a password: name one without')
  try {
    createSecureContext(files)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const isMismatch = code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
    unusable(key, isMismatch ? 'it does not belong to the certificate' : `it cannot be read as PEM (${code})`)
  }
  return files
}

function read(file: Sourced, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file.value), 'utf8')
  } catch (error) {
    return unusable(file, (error as NodeJS.ErrnoException).code ?? 'unknown error')
  }
}

function unusable({ value, origin }: Sourced, reason: string): never {
  return fail(gateDiagnostics.error('tls-unusable', origin, { file: value, reason }))
}
