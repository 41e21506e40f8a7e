import type { ServerFailure } from '../../../src/mlflow/failure.ts'
import type { ServerWarning } from '../../../src/mlflow/warning.ts'
import type { Origin } from '../../../src/model/origin.ts'

type Samples<Kind extends { code: string }> = {
  readonly [Code in Kind['code']]: readonly Extract<Kind, { code: Code }>[]
}

/** One of each about the server's settings and its Python. */
export function serverFailures(hostile: string, inFile: Origin): Samples<ServerFailure> {
  const place = { python: `/x/${hostile}/python`, hasPip: true }
  return {
    'unknown-server-option': [
      { code: 'unknown-server-option', option: `--${hostile}`, suggestion: '--port' },
      { code: 'unknown-server-option', option: '--x', suggestion: null },
    ],
    'own-option-passed': [{ code: 'own-option-passed', option: '--port' }],
    'port-privileged': [{ code: 'port-privileged', origin: inFile, port: 80 }],
    'other-socket': [{ code: 'other-socket', option: '--uds' }],
    'server-environment-too-large': [{ code: 'server-environment-too-large', variables: 3_000_000, largest: hostile }],
    'workspace-set': [{ code: 'workspace-set', origin: inFile }],
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
  }
}

export function serverWarnings(hostile: string, inFile: Origin): Samples<ServerWarning> {
  return {
    'alias-differs': [{ code: 'alias-differs', used: inFile, other: { kind: 'environment', name: 'A' } }],
    'password-on-command-line': [
      { code: 'password-on-command-line', option: '--backend-store-uri', variable: 'MLFLOW_BACKEND_STORE_URI' },
      { code: 'password-on-command-line', option: `--${hostile}`, variable: null },
    ],
  }
}
