import type { LifecycleFailure, LifecycleWarning } from '../../../src/mlflow/lifecycle.ts'
import type { Origin } from '../../../src/model/origin.ts'

type Samples<Member extends { readonly code: string }> = {
  readonly [Code in Member['code']]: readonly Extract<Member, { code: Code }>[]
}

/** @param hostile what a terminal would obey, as a name, a path or a word may hold it */
export function lifecycleFailures(hostile: string, origin: Origin): Samples<LifecycleFailure> {
  const schema = { origin, version: hostile, expected: hostile, python: `/x/${hostile}` }
  return {
    'port-taken': [
      { code: 'port-taken', port: 5000, origin, holder: null },
      { code: 'port-taken', port: 5000, origin, holder: { process: { name: hostile, pid: 7 }, uid: 0 } },
      { code: 'port-taken', port: 5000, origin: { kind: 'default' }, holder: { process: null, uid: 33 } },
    ],
    'no-free-port': [{ code: 'no-free-port', host: hostile }],
    'host-not-local': [{ code: 'host-not-local', host: hostile, origin }],
    'server-not-ready': [{ code: 'server-not-ready', seconds: 120, origin: { kind: 'default' } }],
    'server-ended': [
      { code: 'server-ended', version: hostile, how: 3, wasReady: false },
      { code: 'server-ended', version: '3.17.2', how: 'SIGKILL', wasReady: true },
    ],
    'database-refused': [{ code: 'database-refused', origin, reason: hostile }],
    'database-unreachable': [{ code: 'database-unreachable', origin, reason: hostile }],
    'database-unmigrated': [
      { code: 'database-unmigrated', ...schema, uri: `postgresql://u:p@${hostile}/x` },
      { code: 'database-unmigrated', ...schema, uri: 'sqlite:///mlflow.db' },
    ],
    'database-being-made': [{ code: 'database-being-made', origin, seconds: 120 }],
    'database-half-made': [{ code: 'database-half-made', origin: { kind: 'default' }, display: hostile }],
    'disk-full': [
      { code: 'disk-full', version: hostile, folders: [] },
      { code: 'disk-full', version: '3.17.2', folders: [hostile, '/tmp'] },
    ],
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
    'database-remade': [{ code: 'database-remade', origin: { kind: 'default' } }],
    'database-silent': [{ code: 'database-silent', origin, reason: hostile }],
    'bucket-silent': [{ code: 'bucket-silent', origin, bucket: hostile, reason: hostile }],
    'bucket-closed': [{ code: 'bucket-closed', origin, bucket: hostile, reason: hostile }],
    'experiments-elsewhere': [
      { code: 'experiments-elsewhere', names: [hostile], count: 1, direct: false },
      { code: 'experiments-elsewhere', names: ['a', 'b', 'c'], count: 9, direct: true },
    ],
    'private-server-ended': [{ code: 'private-server-ended', version: hostile }],
  }
}
