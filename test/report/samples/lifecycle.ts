import type { LifecycleFailure, LifecycleWarning } from '../../../src/mlflow/lifecycle.ts'
import type { Origin } from '../../../src/model/origin.ts'

type Samples<Member extends { readonly code: string }> = {
  readonly [Code in Member['code']]: readonly Extract<Member, { code: Code }>[]
}

/** @param hostile what a terminal would obey, as a name, a path or a word may hold it */
export function lifecycleFailures(hostile: string, origin: Origin): Samples<LifecycleFailure> {
  const schema = { origin, version: hostile, expected: hostile, python: `/x/${hostile}` }
  return {
    'database-refused': [{ code: 'database-refused', origin, reason: hostile }],
    'database-unreachable': [{ code: 'database-unreachable', origin, reason: hostile }],
    'database-unmigrated': [
      { code: 'database-unmigrated', ...schema, uri: `postgresql://u:p@${hostile}/x` },
      { code: 'database-unmigrated', ...schema, uri: 'sqlite:///mlflow.db' },
    ],
    'database-half-made': [{ code: 'database-half-made', origin: { kind: 'default' }, display: hostile }],
    'database-newer': [{ code: 'database-newer', ...schema, uri: 'sqlite:///mlflow.db' }],
    'bucket-missing': [{ code: 'bucket-missing', origin, bucket: hostile }],
    'bucket-refused': [
      { code: 'bucket-refused', origin, bucket: hostile, reason: hostile },
      { code: 'bucket-refused', origin, bucket: hostile, reason: 'AccessDenied' },
    ],
  }
}

export function lifecycleWarnings(hostile: string, origin: Origin): Samples<LifecycleWarning> {
  return {
    'database-silent': [{ code: 'database-silent', origin, reason: hostile }],
    'bucket-silent': [{ code: 'bucket-silent', origin, bucket: hostile, reason: hostile }],
    'bucket-closed': [{ code: 'bucket-closed', origin, bucket: hostile, reason: hostile }],
    'experiments-elsewhere': [
      { code: 'experiments-elsewhere', names: [hostile], count: 1, direct: false },
      { code: 'experiments-elsewhere', names: ['a', 'b', 'c'], count: 9, direct: true },
    ],
  }
}
