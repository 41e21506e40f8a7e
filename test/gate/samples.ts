import { gateDiagnostics } from '../../src/gate/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

export const SAMPLES: Samples<typeof gateDiagnostics> = {
  'tls-option-missing': [gateDiagnostics.error('tls-option-missing', inFile, { missing: '--tls-key' })],
  'tls-unusable': [gateDiagnostics.error('tls-unusable', inFile, { file: HOSTILE, reason: HOSTILE })],
}
