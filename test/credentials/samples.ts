import { credentialsDiagnostics } from '../../src/credentials/diagnostics.ts'
import { envFilesDiagnostics } from '../../src/env-files/diagnostics.ts'
import { HOSTILE, inEnvironment, inFile, type Samples } from '../rig/samples.ts'

const { error, warning } = credentialsDiagnostics
const strict = { kind: 'option', name: '--strict' } as const
const [A, B] = [inEnvironment('A'), inEnvironment('B')] as const
const misnamed = envFilesDiagnostics.warning('env-file-misnamed', null, { display: HOSTILE, expected: '.env' })
const above = envFilesDiagnostics.warning('env-file-above-repository', null, { display: HOSTILE })

export const SAMPLES: Samples<typeof credentialsDiagnostics> = {
  'incomplete-credentials': [
    error('incomplete-credentials', null, { missing: 'MLFLOW_AWS_SECRET_ACCESS_KEY', having: [inFile], other: inFile }),
    error('incomplete-credentials', null, { missing: 'MLFLOW_AWS_ACCESS_KEY_ID', having: [A, B, inFile] }),
    warning('incomplete-credentials', null, { missing: 'AWS_SECRET_ACCESS_KEY', having: [inFile] }),
  ],
  'conflicting-credentials': [error('conflicting-credentials', null, { keys: inFile, profile: inFile })],
  'swapped-keys': [error('swapped-keys', inFile, { id: inFile })],
  'missing-session-token': [error('missing-session-token', inFile)],
  'unexpected-session-token': [error('unexpected-session-token', inFile, { token: inEnvironment(HOSTILE) })],
  'empty-credentials': [
    error('empty-credentials', null, { empty: [inFile] }),
    error('empty-credentials', null, { empty: [inFile, inFile, A] }),
  ],
  'empty-profile': [warning('empty-profile', inFile)],
  'shadowed-credentials': [error('shadowed-credentials', inFile, { nearer: HOSTILE })],
  'credentials-required': [
    error('credentials-required', null, { found: inFile, strict, allowed: null, hints: [] }),
    error('credentials-required', null, { found: null, strict: inFile, allowed: inFile, hints: [misnamed, above] }),
  ],
  'credential-ignored': [warning('credential-ignored', inFile, { owner: inFile })],
  'shell-credentials-dropped': [
    warning('shell-credentials-dropped', null, { dropped: [A], owner: inFile }),
    warning('shell-credentials-dropped', null, { dropped: [A, B], owner: inFile }),
  ],
  'nested-account-mismatch': [
    warning('nested-account-mismatch', null, { inner: HOSTILE, outer: `project:${HOSTILE}` }),
  ],
  'outer-credentials-used': [warning('outer-credentials-used', inFile, { outer: `project:${HOSTILE}` })],
  'stale-outer-credentials': [warning('stale-outer-credentials', inFile, { others: [A, B] })],
  'endpoint-with-path': [
    warning('endpoint-with-path', inFile, { path: '/mlflow' }),
    warning('endpoint-with-path', inFile, { path: `/${HOSTILE}` }),
  ],
  'aws-endpoint-in-file': [
    warning('aws-endpoint-in-file', inFile, { used: true }),
    warning('aws-endpoint-in-file', inFile, { used: false }),
  ],
  'profile-needs-environment': [warning('profile-needs-environment', inFile, { profile: HOSTILE })],
  'profile-without-prefix': [warning('profile-without-prefix', inFile, { profile: HOSTILE })],
  'profile-with-prefix': [warning('profile-with-prefix', inFile, { profile: HOSTILE })],
  'profile-without-credentials': [
    warning('profile-without-credentials', { kind: 'profile', name: HOSTILE }, { profile: HOSTILE }),
  ],
  'aws-config-unparsable': [
    warning('aws-config-unparsable', inFile, { files: ['config'] }),
    warning('aws-config-unparsable', inFile, { files: ['config', 'credentials'] }),
  ],
  'profile-not-found': [warning('profile-not-found', { kind: 'profile', name: HOSTILE }, { profile: HOSTILE })],
  'misspelt-credentials': [error('misspelt-credentials', inFile, { meant: 'MLFLOW_AWS_PROFILE' })],
  'unread-keys': [warning('unread-keys', inFile, { meant: 'MLFLOW_AWS_ACCESS_KEY_ID' })],
  'unsupported-credentials': [error('unsupported-credentials', inFile)],
  'no-project-credentials': [
    warning('no-project-credentials', null, {
      ...{ reason: 'no project', suffix: HOSTILE, profile: null, found: inFile, isKnown: true, hints: [] },
      searched: { read: [], missing: ['.env.mlflow', '.env'], range: { from: HOSTILE, to: HOSTILE } },
    }),
    warning('no-project-credentials', null, {
      ...{ reason: inFile, suffix: null, profile: HOSTILE, found: inFile, isKnown: false, hints: [misnamed.message] },
      searched: { read: [HOSTILE], missing: ['.env.mlflow'], range: { from: HOSTILE, to: '/' } },
    }),
    warning('no-project-credentials', null, {
      ...{ reason: 'hint', suffix: null, profile: null, found: null, isKnown: false, hints: [misnamed.message] },
      searched: { read: [], missing: [], range: null },
    }),
    warning('no-project-credentials', null, {
      ...{ reason: 'hint', suffix: null, profile: null, found: null, isKnown: true, hints: [] },
      searched: { read: [HOSTILE, HOSTILE], missing: [], range: { from: '/a', to: '/' } },
    }),
  ],
  'file-credentials-unused': [
    warning('file-credentials-unused', inFile, { used: A, meant: 'MLFLOW_AWS_ACCESS_KEY_ID' }),
    warning('file-credentials-unused', inFile, { used: inFile, meant: 'MLFLOW_AWS_PROFILE' }),
  ],
  'file-replaced': [
    credentialsDiagnostics.notice('file-replaced', null, { pairs: [{ used: A, replaced: inFile }] }),
    credentialsDiagnostics.notice('file-replaced', null, {
      pairs: [
        { used: A, replaced: inFile },
        { used: B, replaced: inFile },
      ],
    }),
  ],
  'stale-credentials': [
    warning('stale-credentials', A, { other: inFile }),
    warning('stale-credentials', inFile, { other: inFile }),
  ],
  'default-endpoint': [warning('default-endpoint', null)],
}
