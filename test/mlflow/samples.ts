import { mlflowDiagnostics } from '../../src/mlflow/diagnostics.ts'
import { HOSTILE, inEnvironment, inFile, type Samples } from '../rig/samples.ts'

export const SAMPLES: Samples<typeof mlflowDiagnostics> = {
  'alias-differs': [mlflowDiagnostics.warning('alias-differs', inFile, { other: inEnvironment('A') })],
  'unusable-tracking-uri': [
    mlflowDiagnostics.warning('unusable-tracking-uri', inFile, {
      problem: 'unknown scheme',
      meant: `http://user:pw@${HOSTILE}`,
      scheme: HOSTILE,
    }),
    mlflowDiagnostics.warning('unusable-tracking-uri', inFile, {
      problem: 'no scheme',
      meant: 'http://localhost:5000',
      scheme: '',
    }),
  ],
  'other-server-variables': [
    mlflowDiagnostics.notice('other-server-variables', null, {
      origins: ['MLFLOW_UVICORN_OPTS', HOSTILE].map(inEnvironment),
    }),
  ],
}
