import { dotenvDiagnostics } from '../../src/dotenv/diagnostics.ts'
import { HOSTILE, type Samples } from '../rig/samples.ts'

const line = { display: HOSTILE, line: 7 }

export const SAMPLES: Samples<typeof dotenvDiagnostics> = {
  'env-file-syntax': [
    dotenvDiagnostics.warning('env-file-syntax', null, { ...line, name: null, cause: 'other' }),
    dotenvDiagnostics.error('env-file-syntax', null, { ...line, name: 'AWS_PROFILE', cause: 'character' }),
    dotenvDiagnostics.error('env-file-syntax', null, { ...line, name: 'AWS_PROFILE', cause: 'quote' }),
    dotenvDiagnostics.error('env-file-syntax', null, { ...line, name: 'AWS_PROFILE', cause: 'colon' }),
  ],
  'env-file-value-unset': [
    dotenvDiagnostics.error('env-file-value-unset', null, { ...line, name: 'AWS_PROFILE' }),
    dotenvDiagnostics.warning('env-file-value-unset', null, { ...line, name: null }),
  ],
  'env-file-wrapped-value': [
    dotenvDiagnostics.error('env-file-wrapped-value', null, { ...line, name: 'AWS_SESSION_TOKEN', start: 6 }),
  ],
  'env-file-without-variables': [
    dotenvDiagnostics.error('env-file-without-variables', null, { display: HOSTILE, format: 'ansible-vault' }),
    dotenvDiagnostics.warning('env-file-without-variables', null, { display: HOSTILE, format: 'unknown' }),
  ],
  'env-file-version-dependent': [
    dotenvDiagnostics.error('env-file-version-dependent', null, { ...line, name: 'AWS_PROFILE', marked: false }),
    dotenvDiagnostics.warning('env-file-version-dependent', null, { ...line, name: null, marked: false }),
    dotenvDiagnostics.warning('env-file-version-dependent', null, { ...line, name: 'AWS_PROFILE', marked: true }),
    dotenvDiagnostics.warning('env-file-version-dependent', null, { ...line, name: null, marked: true }),
  ],
  'env-file-line-too-long': [dotenvDiagnostics.error('env-file-line-too-long', null, line)],
  'invalid-variable-name': [dotenvDiagnostics.warning('invalid-variable-name', null, line)],
  'env-file-ambiguous': [
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'name' }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: null, difference: 'unset' }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'hash' }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'backtick' }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'backslash' }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, {
      ...line,
      name: 'A',
      difference: 'reference-in-single-quotes',
    }),
    dotenvDiagnostics.warning('env-file-ambiguous', null, { ...line, name: 'A', difference: 'other' }),
  ],
  'env-file-more-lines': [
    dotenvDiagnostics.warning('env-file-more-lines', null, { display: HOSTILE, more: 1 }),
    dotenvDiagnostics.warning('env-file-more-lines', null, { display: HOSTILE, more: 7 }),
  ],
}
