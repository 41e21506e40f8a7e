import { valueDiagnostics } from '../../src/model/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const { error, warning } = valueDiagnostics

export const SAMPLES: Samples<typeof valueDiagnostics> = {
  'invalid-value': [
    error('invalid-value', inFile, { problem: 'whitespace' }),
    error('invalid-value', inFile, { problem: 'control character' }),
    error('invalid-value', inFile, { problem: 'line break' }),
    warning('invalid-value', inFile, { problem: 'not ASCII' }),
    error('invalid-value', inFile, { problem: 'not a region name' }),
    error('invalid-value', inFile, { problem: 'not a profile name' }),
    error('invalid-value', inFile, { problem: 'a key' }),
    error('invalid-value', inFile, { problem: 'an API key' }),
    error('invalid-value', inFile, { problem: 'quotes' }),
    error('invalid-value', inFile, { problem: 'typographic quotes' }),
    error('invalid-value', inFile, { problem: 'reference' }),
    error('invalid-value', inFile, { problem: 'ciphertext' }),
    error('invalid-value', inFile, { problem: 'unreplaced' }),
    error('invalid-value', inFile, { problem: 'rest of an expression' }),
    error('invalid-value', inFile, { problem: 'assignment' }),
    error('invalid-value', inFile, { problem: 'file' }),
    error('invalid-value', inFile, { problem: 'json' }),
    error('invalid-value', inFile, { problem: 'json in place of a URI' }),
    error('invalid-value', inFile, { problem: 'connection string' }),
    error('invalid-value', inFile, { problem: 'jdbc' }),
    error('invalid-value', inFile, { problem: 'base64' }),
    error('invalid-value', inFile, { problem: 'service link' }),
    error('invalid-value', inFile, { problem: 'words' }),
    error('invalid-value', inFile, { problem: 'two schemes', meant: HOSTILE }),
    error('invalid-value', inFile, { problem: 'two ports', meant: 'http://localhost:9000' }),
    error('invalid-value', inFile, { problem: 'no host and port' }),
    error('invalid-value', inFile, { problem: 'bucket in the path', meant: 'http://u:pw@localhost:9000' }),
    error('invalid-value', inFile, { problem: 'bucket in the host', meant: null }),
    error('invalid-value', inFile, { problem: 'punctuation' }),
    error('invalid-value', inFile, { problem: 'an availability zone', meant: 'us-east-1' }),
    error('invalid-value', inFile, { problem: 'capitals', meant: 'us-east-1' }),
    error('invalid-value', inFile, { problem: 'no scheme', meant: HOSTILE }),
    error('invalid-value', inFile, { problem: 'no scheme', meant: null }),
  ],
  'placeholder-value': [error('placeholder-value', inFile)],
}
