import type { server } from '../../src/server/diagnostics.ts'
import { server as diagnostics } from '../../src/server/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const byDefault = { kind: 'default' } as const

export const SAMPLES: Samples<typeof server> = {
  'port-in-use': [
    diagnostics.error('port-in-use', inFile, { port: 5000, owner: null }),
    diagnostics.error('port-in-use', inFile, { port: 5000, owner: { process: { name: HOSTILE, pid: 7 }, uid: 0 } }),
    diagnostics.error('port-in-use', byDefault, { port: 5000, owner: { process: null, uid: 33 } }),
  ],
  'port-privileged': [diagnostics.error('port-privileged', inFile, { port: 80 })],
  'no-free-port': [diagnostics.error('no-free-port', null, { host: HOSTILE })],
  'address-not-available': [
    diagnostics.error('address-not-available', inFile, { host: HOSTILE }),
    diagnostics.error('address-not-available', byDefault, { host: '203.0.113.7' }),
  ],
  'readiness-timeout': [diagnostics.error('readiness-timeout', byDefault, { seconds: 120 })],
  'server-exited': [
    diagnostics.error('server-exited', null, { version: HOSTILE, how: 3, phase: 'startup' }),
    diagnostics.error('server-exited', null, { version: '3.17.2', how: 'SIGKILL', phase: 'ready' }),
    diagnostics.warning('server-exited', null, { version: HOSTILE, how: 'SIGKILL', phase: 'command' }),
  ],
  'server-environment-too-large': [
    diagnostics.error('server-environment-too-large', null, { bytes: 3_000_000, largest: HOSTILE }),
  ],
  'disk-full': [
    diagnostics.error('disk-full', null, { version: HOSTILE, folders: [] }),
    diagnostics.error('disk-full', null, { version: '3.17.2', folders: [HOSTILE, '/tmp'] }),
  ],
}
