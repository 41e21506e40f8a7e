import { diagnostics } from '../../src/child-env/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const { warning } = diagnostics

export const SAMPLES: Samples<typeof diagnostics> = {
  'dotenv-reintroduces': [
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE', HOSTILE], disabled: true }),
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE'], disabled: false }),
  ],
  'keep-aws-direct': [warning('keep-aws-direct', inFile)],
  'java-options': [warning('java-options', null, { name: 'JAVA_TOOL_OPTIONS' })],
}
