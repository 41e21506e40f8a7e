// What the probe says of a tracking server, for tests of the checks' words.
import type { DoctorSetup } from './doctor.ts'
import type { Tree } from './temporary-tree.ts'

export const place = (location: string, more: Readonly<Record<string, unknown>> = {}) => {
  return { name: 'Default', id: '0', location, isDeleted: false, ...more }
}
export const PROXIED = place('mlflow-artifacts:/0')

/** A healthy server through which artifacts go, and what is different. */
export function answered(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ...{
      login: {},
      finding: null,
      version: '3.17.2',
      isCrossOrigin: false,
      default: PROXIED,
      newest: PROXIED,
      used: null,
    },
    ...{ others: { count: 0, of: 1, sample: null }, artifacts: { step: null, mayDelete: true, left: null } },
    ...more,
  }
}

export const failed = (kind: string, more: Readonly<Record<string, unknown>> = {}) =>
  answered({ finding: { kind, reason: 'HTTP 404', status: 404, ...more } })

export const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'

/** A project whose .env names a server. */
export function serverSetup(server: Record<string, unknown>, uri = 'http://ml.lab:5000', tree: Tree = {}): DoctorSetup {
  return { tree: { '.env': `MLFLOW_TRACKING_URI=${uri}\n`, ...tree }, answers: { server, session: {} } }
}
