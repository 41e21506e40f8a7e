import { wrapperDiagnostics } from '../../src/wrappers/diagnostics.ts'
import { HOSTILE, inEnvironment, inFile, type Samples } from '../rig/samples.ts'

const { warning } = wrapperDiagnostics

export const SAMPLES: Samples<typeof wrapperDiagnostics> = {
  'startup-file-sets': [
    warning('startup-file-sets', inFile, {
      names: [HOSTILE],
      shell: 'bash',
      variable: 'BASH_ENV',
      removed: true,
      remedy: null,
    }),
    warning('startup-file-sets', inFile, {
      names: ['A'],
      shell: 'bash',
      variable: 'BASH_ENV',
      removed: false,
      remedy: null,
    }),
    warning('startup-file-sets', inFile, {
      names: ['A', 'B'],
      shell: HOSTILE,
      variable: null,
      removed: false,
      remedy: 'leave it',
    }),
  ],
  'exported-function-sets': [
    warning('exported-function-sets', inEnvironment('BASH_FUNC_python%%'), {
      names: [HOSTILE],
      name: HOSTILE,
      removed: true,
      isCalled: false,
    }),
    warning('exported-function-sets', inEnvironment('BASH_FUNC_python%%'), {
      names: ['A'],
      name: 'python',
      removed: false,
      isCalled: false,
    }),
    warning('exported-function-sets', inEnvironment('BASH_FUNC_work%%'), {
      names: ['A'],
      name: HOSTILE,
      removed: false,
      isCalled: true,
    }),
  ],
  'wrapper-sets': [warning('wrapper-sets', inFile, { names: [HOSTILE], program: HOSTILE })],
  'wrapper-account': [warning('wrapper-account', null, { program: HOSTILE })],
  'wrapper-drops': [
    warning('wrapper-drops', null, { program: HOSTILE, remedy: 'leave it' }),
    warning('wrapper-drops', inFile, { program: HOSTILE, remedy: 'leave it' }),
  ],
}
