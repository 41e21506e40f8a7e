import { hostLimits } from '../../src/host/diagnostics.ts'
import { HOSTILE, type Samples } from '../rig/samples.ts'

export const SAMPLES: Samples<typeof hostLimits> = {
  'cwd-missing': [hostLimits.error('cwd-missing', null)],
  'argument-not-utf8': [hostLimits.error('argument-not-utf8', null, { position: 3 })],
  'value-not-utf8': [hostLimits.warning('value-not-utf8', null, { name: HOSTILE })],
}
