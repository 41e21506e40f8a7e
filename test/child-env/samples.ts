import { childEnvDiagnostics } from '../../src/child-env/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const { error, notice, warning } = childEnvDiagnostics

export const SAMPLES: Samples<typeof childEnvDiagnostics> = {
  'dotenv-reintroduces': [
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE', HOSTILE], replaced: [], disabled: true }),
    warning('dotenv-reintroduces', inFile, { names: ['AWS_PROFILE'], replaced: ['AWS_TOKEN'], disabled: false }),
    warning('dotenv-reintroduces', inFile, { names: [], replaced: ['AWS_PROFILE', HOSTILE], disabled: true }),
  ],
  'keep-aws-direct': [warning('keep-aws-direct', inFile)],
  'cannot-be-kept': [error('cannot-be-kept', inFile, { name: HOSTILE, reason: 'botocore prefers it to AWS_PROFILE' })],
  'unknown-removed': [
    notice('unknown-removed', null, { names: ['AWS_S3_BUCKET'] }),
    notice('unknown-removed', null, { names: [HOSTILE, ...Array.from({ length: 9 }, (_, at) => `AWS_X${at}`)] }),
  ],
  'java-options': [warning('java-options', null, { name: 'JAVA_TOOL_OPTIONS' })],
}
