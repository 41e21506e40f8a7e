import { commandDiagnostics } from '../../src/commands/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

export const SAMPLES: Samples<typeof commandDiagnostics> = {
  'missing-command': [commandDiagnostics.error('missing-command', null)],
  'reserved-command': [commandDiagnostics.error('reserved-command', null, { command: 'proxy' })],
  'no-tracking-server': [
    commandDiagnostics.notice('no-tracking-server', { kind: 'default' }, { uri: 'http://localhost:5000' }),
    commandDiagnostics.notice('no-tracking-server', inFile, { uri: `http://user:pw@localhost/${HOSTILE}` }),
  ],
  'stdout-write-failed': [commandDiagnostics.error('stdout-write-failed', null, { reason: HOSTILE })],
  'internal-error': [
    commandDiagnostics.error('internal-error', null, { reason: HOSTILE, frames: [] }),
    commandDiagnostics.error('internal-error', null, { reason: 'TypeError', frames: ['a (cli.cjs:1:2)', HOSTILE] }),
  ],
}
