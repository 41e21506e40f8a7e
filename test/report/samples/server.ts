import type { ServerFailure } from '../../../src/mlflow/failure.ts'
import type { ServerWarning } from '../../../src/mlflow/warning.ts'
import type { Origin } from '../../../src/model/origin.ts'

type Samples<Kind extends { code: string }> = {
  readonly [Code in Kind['code']]: readonly Extract<Kind, { code: Code }>[]
}

/** One of each about the server's settings and its Python. */
export function serverFailures(hostile: string, inFile: Origin): Samples<ServerFailure> {
  const place = { python: `/x/${hostile}/python`, hasPip: true }
  const scheme = { code: 'scheme-unknown', origin: inFile, scheme: 'postgres', known: ['file', hostile] } as const
  return {
    'unknown-server-option': [
      { code: 'unknown-server-option', option: `--${hostile}`, suggestion: '--port' },
      { code: 'unknown-server-option', option: '--x', suggestion: null },
    ],
    'own-option-passed': [{ code: 'own-option-passed', option: '--port' }],
    'port-privileged': [{ code: 'port-privileged', origin: inFile, port: 80 }],
    'other-socket': [{ code: 'other-socket', option: '--uds' }],
    'server-environment-too-large': [{ code: 'server-environment-too-large', variables: 3_000_000, largest: hostile }],
    'tls-file-unusable': (['alone', 'no certificate', 'no key', 'key', 'locked', 'password'] as const).map(
      (reason) => ({
        ...{ code: 'tls-file-unusable', option: '--ssl-keyfile', display: hostile, reason },
      }),
    ),
    'tls-file-missing': [{ code: 'tls-file-missing', option: '--ssl-keyfile', display: hostile }],
    'workspace-set': [{ code: 'workspace-set', origin: inFile }],
    'file-store': [
      { code: 'file-store', origin: inFile, version: '3.17.2' },
      { code: 'file-store', origin: { kind: 'default' }, version: '3.17.2' },
    ],
    'scheme-unknown': [
      { ...scheme, meant: 'postgresql' },
      { ...scheme, meant: null },
    ],
    'driver-unknown': [{ code: 'driver-unknown', origin: inFile, scheme: hostile, known: ['sqlite+x', hostile] }],
    'artifact-folder': [{ code: 'artifact-folder', origin: { kind: 'default' }, display: hostile }],
    'database-file': (['kind', 'unreadable', 'format', 'folder', 'unwritable'] as const).map((reason) => ({
      ...{ code: 'database-file', origin: inFile, display: hostile, reason },
    })),
    'python-unusable': (['missing', 'directory', 'permission'] as const).map((reason) => ({
      ...{ code: 'python-unusable', origin: inFile, python: hostile, reason },
    })),
    'venv-unusable': (['unreadable', 'broken', 'foreign'] as const).map((reason) => ({
      ...{ code: 'venv-unusable', display: hostile, reason },
    })),
    'python-failed': [{ code: 'python-failed', python: hostile, reason: hostile }],
    'mlflow-missing': [
      { code: 'mlflow-missing', place: null, looked: [], isSkinny: false },
      { code: 'mlflow-missing', place, looked: ['/usr/bin/python3', hostile], isSkinny: false },
      { code: 'mlflow-missing', place: { ...place, hasPip: false }, looked: [], isSkinny: true },
    ],
    'mlflow-too-old': [{ code: 'mlflow-too-old', version: hostile, place }],
    'package-missing': [
      { code: 'package-missing', package: 'psycopg[binary]', origin: inFile, scheme: 'postgresql', place },
    ],
  }
}

export function serverWarnings(hostile: string, inFile: Origin): Samples<ServerWarning> {
  return {
    'alias-differs': [{ code: 'alias-differs', used: inFile, other: { kind: 'environment', name: 'A' } }],
    'password-on-command-line': [
      { code: 'password-on-command-line', option: '--backend-store-uri', variable: 'MLFLOW_BACKEND_STORE_URI' },
      { code: 'password-on-command-line', option: `--${hostile}`, variable: null },
    ],
    'artifacts-read-only': [{ code: 'artifacts-read-only', origin: { kind: 'default' }, display: hostile }],
    'database-read-only': [{ code: 'database-read-only', origin: { kind: 'default' }, display: hostile }],
    'scheme-unchecked': [{ code: 'scheme-unchecked', origin: inFile, scheme: hostile }],
  }
}
