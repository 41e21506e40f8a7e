import { dotenv } from '../../src/dotenv/diagnostics.ts'
import { HOSTILE, type Samples } from '../rig/samples.ts'

const line = { display: HOSTILE, line: 7 }

export const SAMPLES: Samples<typeof dotenv> = {
  'env-file-syntax': [
    dotenv.warning('env-file-syntax', null, { ...line, name: null, cause: 'other' }),
    dotenv.error('env-file-syntax', null, { ...line, name: 'AWS_PROFILE', cause: 'quote' }),
    dotenv.error('env-file-syntax', null, { ...line, name: 'AWS_PROFILE', cause: 'colon' }),
  ],
  'env-file-value-unset': [
    dotenv.error('env-file-value-unset', null, { ...line, name: 'AWS_PROFILE' }),
    dotenv.warning('env-file-value-unset', null, { ...line, name: null }),
  ],
  'env-file-version-dependent': [
    dotenv.error('env-file-version-dependent', null, { ...line, name: 'AWS_PROFILE' }),
    dotenv.warning('env-file-version-dependent', null, { ...line, name: null }),
  ],
  'env-file-line-too-long': [dotenv.error('env-file-line-too-long', null, line)],
  'invalid-variable-name': [dotenv.warning('invalid-variable-name', null, line)],
  'env-file-ambiguous': [
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'name' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: null, difference: 'unset' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'hash' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'backtick' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'backslash' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'reference-in-single-quotes' }),
    dotenv.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'other' }),
  ],
  'env-file-more-lines': [
    dotenv.warning('env-file-more-lines', null, { display: HOSTILE, more: 1 }),
    dotenv.warning('env-file-more-lines', null, { display: HOSTILE, more: 7 }),
  ],
}
