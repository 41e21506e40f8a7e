import { optionDiagnostics } from '../../src/options/diagnostics.ts'
import { HOSTILE, inEnvironment, inFile, type Samples } from '../rig/samples.ts'

const written = (name: string) => ({ kind: 'option', name }) as const
const hostile = `--${HOSTILE}`

export const SAMPLES: Samples<typeof optionDiagnostics> = {
  'unknown-option': [
    optionDiagnostics.error('unknown-option', null, { option: hostile, command: null, suggestion: '--strict' }),
    optionDiagnostics.error('unknown-option', null, { option: '--x', command: null, suggestion: null }),
    optionDiagnostics.error('unknown-option', null, { option: '--json', command: null, suggestion: null }),
    optionDiagnostics.error('unknown-option', null, { option: hostile, command: 'server', suggestion: '--port' }),
    optionDiagnostics.error('unknown-option', null, { option: '--x', command: 'config', suggestion: null }),
  ],
  'option-needs-value': [
    optionDiagnostics.error('option-needs-value', null, { option: '--env-file', command: null }),
    optionDiagnostics.error('option-needs-value', null, { option: '--port', command: 'server' }),
  ],
  'option-takes-no-value': [optionDiagnostics.error('option-takes-no-value', null, { option: '--strict' })],
  'invalid-option-value': [
    optionDiagnostics.error('invalid-option-value', written('--launch'), { expected: 'auto or exec' }),
    optionDiagnostics.error('invalid-option-value', inFile, { expected: '1 or 0', found: HOSTILE }),
  ],
  'conflicting-options': [
    optionDiagnostics.error('conflicting-options', written('--strict'), { other: inEnvironment(HOSTILE) }),
  ],
  'unexpected-argument': [
    optionDiagnostics.error('unexpected-argument', null, { position: 1, command: 'config', suggestion: '--json' }),
    optionDiagnostics.error('unexpected-argument', null, { position: 2, command: 'server', suggestion: null }),
    optionDiagnostics.error('unexpected-argument', null, {
      position: 2,
      command: 'completion',
      takes: 1,
      suggestion: null,
    }),
    optionDiagnostics.error('unexpected-argument', null, { position: 3, command: 'keys', takes: 2, suggestion: null }),
  ],
  'unknown-variable': [
    optionDiagnostics.warning('unknown-variable', inFile, { suggestion: 'MLFLOW_AWS_PROFILE' }),
    optionDiagnostics.warning('unknown-variable', inEnvironment(HOSTILE), { suggestion: null }),
  ],
  'variable-ignored-in-file': [optionDiagnostics.warning('variable-ignored-in-file', inFile)],
  'option-after-separator': [optionDiagnostics.error('option-after-separator', null, { option: '--port' })],
}
