import { childEnvDiagnostics } from '../../src/child-env/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const { warning } = childEnvDiagnostics

export const SAMPLES: Samples<typeof childEnvDiagnostics> = {
  'dotenv-reintroduces': [
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE', HOSTILE], disabled: true }),
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE'], disabled: false }),
  ],
  'keep-aws-direct': [warning('keep-aws-direct', inFile)],
  'java-options': [warning('java-options', null, { name: 'JAVA_TOOL_OPTIONS' })],
}
