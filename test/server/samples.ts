import { serverDiagnostics } from '../../src/server/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const byDefault = { kind: 'default' } as const

export const SAMPLES: Samples<typeof serverDiagnostics> = {
  'port-in-use': [
    serverDiagnostics.error('port-in-use', inFile, { port: 5000, owner: null }),
    serverDiagnostics.error('port-in-use', inFile, {
      port: 5000,
      owner: { process: { name: HOSTILE, pid: 7 }, uid: 0 },
    }),
    serverDiagnostics.error('port-in-use', byDefault, { port: 5000, owner: { process: null, uid: 33 } }),
  ],
  'port-privileged': [serverDiagnostics.error('port-privileged', inFile, { port: 80 })],
  'no-free-port': [serverDiagnostics.error('no-free-port', null, { host: HOSTILE })],
  'address-not-available': [
    serverDiagnostics.error('address-not-available', inFile, { host: HOSTILE }),
    serverDiagnostics.error('address-not-available', byDefault, { host: '203.0.113.7' }),
  ],
  'socket-folder-unusable': [serverDiagnostics.error('socket-folder-unusable', null, { reason: HOSTILE })],
  'readiness-timeout': [serverDiagnostics.error('readiness-timeout', byDefault, { seconds: 120 })],
  'local-token-without-auth': [
    serverDiagnostics.error('local-token-without-auth', { kind: 'option', name: '--local-token' }),
    serverDiagnostics.warning('local-token-without-auth', inFile),
  ],
  'note-not-written': [
    serverDiagnostics.notice('note-not-written', null, { reason: HOSTILE, missesKey: false }),
    serverDiagnostics.warning('note-not-written', null, { reason: HOSTILE, missesKey: true }),
  ],
  'server-exited': [
    serverDiagnostics.error('server-exited', null, { version: HOSTILE, how: 3, phase: 'startup' }),
    serverDiagnostics.error('server-exited', null, { version: '3.17.2', how: 'SIGKILL', phase: 'ready' }),
    serverDiagnostics.warning('server-exited', null, { version: HOSTILE, how: 'SIGKILL', phase: 'command' }),
  ],
  'server-stopping': [serverDiagnostics.notice('server-stopping', null, {})],
  'server-environment-too-large': [
    serverDiagnostics.error('server-environment-too-large', null, { bytes: 3_000_000, largest: HOSTILE }),
  ],
  'disk-full': [
    serverDiagnostics.error('disk-full', null, { version: HOSTILE, directories: [] }),
    serverDiagnostics.error('disk-full', null, { version: '3.17.2', directories: [HOSTILE, '/tmp'] }),
  ],
}
