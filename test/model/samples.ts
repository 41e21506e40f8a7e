import { valueDiagnostics } from '../../src/model/diagnostics.ts'
import { inFile, type Samples } from '../rig/samples.ts'

const { error, warning } = valueDiagnostics

export const SAMPLES: Samples<typeof valueDiagnostics> = {
  'invalid-value': [
    error('invalid-value', inFile, { problem: 'whitespace' }),
    error('invalid-value', inFile, { problem: 'control character' }),
    warning('invalid-value', inFile, { problem: 'not ASCII' }),
    error('invalid-value', inFile, { problem: 'not a region name' }),
    error('invalid-value', inFile, { problem: 'not a profile name' }),
    error('invalid-value', inFile, { problem: 'a key' }),
  ],
  'placeholder-value': [error('placeholder-value', inFile)],
}
