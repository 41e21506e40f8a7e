import type { ServerFailure } from '../../../src/mlflow/failure.ts'
import type { ServerWarning } from '../../../src/mlflow/warning.ts'
import type { Origin } from '../../../src/model/origin.ts'

type Samples<Kind extends { code: string }> = {
  readonly [Code in Kind['code']]: readonly Extract<Kind, { code: Code }>[]
}

/** One of each about the server's settings and its Python. */
export function serverFailures(hostile: string, inFile: Origin): Samples<ServerFailure> {
  return {
    'other-socket': [{ code: 'other-socket', option: '--uds' }],
    'server-environment-too-large': [{ code: 'server-environment-too-large', variables: 3_000_000, largest: hostile }],
    'workspace-set': [{ code: 'workspace-set', origin: inFile }],
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
