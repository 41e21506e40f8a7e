import { hostDiagnostics } from '../../src/host/diagnostics.ts'
import { HOSTILE, type Samples } from '../rig/samples.ts'

export const SAMPLES: Samples<typeof hostDiagnostics> = {
  'cwd-missing': [
    hostDiagnostics.error('cwd-missing', null, { reason: null }),
    hostDiagnostics.error('cwd-missing', null, { reason: 'the path is too long' }),
  ],
  'incomplete-installation': [hostDiagnostics.error('incomplete-installation', null, { missing: HOSTILE })],
  'other-bundle': [
    hostDiagnostics.error('other-bundle', null, { bundle: HOSTILE, found: HOSTILE, version: '1.2.3' }),
    hostDiagnostics.error('other-bundle', null, { bundle: HOSTILE, found: null, version: '1.2.3' }),
  ],
  'no-node': [
    hostDiagnostics.error('no-node', null, { unusable: null }),
    hostDiagnostics.error('no-node', null, { unusable: { path: HOSTILE, problem: 'is version 18.1' } }),
  ],
  'argument-not-utf8': [hostDiagnostics.error('argument-not-utf8', null, { position: 3 })],
  'value-not-utf8': [hostDiagnostics.warning('value-not-utf8', null, { name: HOSTILE })],
}
