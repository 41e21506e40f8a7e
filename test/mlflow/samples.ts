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
  'netrc-beats-key': [
    mlflowDiagnostics.warning('netrc-beats-key', null, { file: HOSTILE, entry: HOSTILE }),
    mlflowDiagnostics.warning('netrc-beats-key', null, { file: '/home/me/.netrc', entry: 'default' }),
  ],
  'server-of-other-project': [
    mlflowDiagnostics.warning('server-of-other-project', inFile, { uri: 'http://localhost:5000', project: HOSTILE }),
    mlflowDiagnostics.warning(
      'server-of-other-project',
      { kind: 'default' },
      { uri: 'http://localhost:5000', project: '/p' },
    ),
  ],
  'server-needs-key': [
    mlflowDiagnostics.warning('server-needs-key', { kind: 'server' }, { uri: 'http://127.0.0.1:5000', unusable: null }),
    mlflowDiagnostics.warning(
      'server-needs-key',
      { kind: 'server' },
      { uri: 'http://127.0.0.1:5000', unusable: HOSTILE },
    ),
  ],
  'key-for-own-address': [
    mlflowDiagnostics.warning(
      'key-for-own-address',
      { kind: 'server' },
      { uri: 'http://localhost:5000', own: 'http://127.0.0.1:5000' },
    ),
  ],
  'login-of-other-server': [
    mlflowDiagnostics.warning('login-of-other-server', inFile, {
      uri: `http://user:pw@${HOSTILE}`,
      used: `http://user:pw@${HOSTILE}`,
    }),
  ],
  'login-for-default': [mlflowDiagnostics.warning('login-for-default', inFile, { uri: 'http://localhost:5000' })],
  'key-of-other-server': [
    mlflowDiagnostics.warning('key-of-other-server', inFile, {
      uri: `http://user:pw@${HOSTILE}`,
      used: 'http://127.0.0.1:5000',
    }),
  ],
  'port-ignored': [mlflowDiagnostics.warning('port-ignored', inFile, { uri: `http://user:pw@${HOSTILE}` })],
  'tracking-uri-elsewhere': [
    mlflowDiagnostics.warning('tracking-uri-elsewhere', inFile, {
      uri: `http://user:pw@${HOSTILE}`,
      server: 'http://127.0.0.1:5000',
    }),
    mlflowDiagnostics.notice('tracking-uri-elsewhere', inFile, { uri: 'http://localhost:5000', server: null }),
  ],
  'service-link': [mlflowDiagnostics.notice('service-link', inEnvironment('MLFLOW_PORT'))],
  'artifact-root-without-scheme': [
    mlflowDiagnostics.warning('artifact-root-without-scheme', inFile, { meant: `s3://${HOSTILE}` }),
  ],
  'other-server-variables': [
    mlflowDiagnostics.notice('other-server-variables', null, {
      origins: ['MLFLOW_UVICORN_OPTS', HOSTILE].map(inEnvironment),
    }),
  ],
}
