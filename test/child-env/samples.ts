import { childEnvDiagnostics } from '../../src/child-env/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const { warning } = childEnvDiagnostics

export const SAMPLES: Samples<typeof childEnvDiagnostics> = {
  'dotenv-reintroduces': [
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE', HOSTILE], replaced: [], disabled: true }),
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE'], replaced: ['AWS_TOKEN'], disabled: false }),
    warning('dotenv-reintroduces', inFile, { names: [], replaced: ['AWS_PROFILE', HOSTILE], disabled: true }),
  ],
  'keep-aws-direct': [warning('keep-aws-direct', inFile)],
  'java-options': [warning('java-options', null, { name: 'JAVA_TOOL_OPTIONS' })],
}
