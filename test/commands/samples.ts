import { completionDiagnostics } from '../../src/commands/completion/diagnostics.ts'
import { commandDiagnostics } from '../../src/commands/diagnostics.ts'
import { doctorDiagnostics } from '../../src/commands/doctor/diagnostics.ts'
import { initDiagnostics } from '../../src/commands/init/diagnostics.ts'
import { keysCommandDiagnostics } from '../../src/commands/keys/diagnostics.ts'
import { proxyDiagnostics } from '../../src/commands/proxy/diagnostics.ts'
import { HOSTILE, inEnvironment, inFile, type Samples } from '../rig/samples.ts'

const display = HOSTILE
const option = { kind: 'option', name: '--prefix' } as const

const shells = ['bash', 'zsh', 'fish']

const COMPLETION: Samples<typeof completionDiagnostics> = {
  'shell-missing': [completionDiagnostics.error('shell-missing', null, { shells })],
  'shell-unknown': [
    completionDiagnostics.error('shell-unknown', null, { shells, found: 'zhs', suggestion: 'zsh' }),
    completionDiagnostics.error('shell-unknown', null, { shells, found: HOSTILE, suggestion: null }),
  ],
}

const DOCTOR: Samples<typeof doctorDiagnostics> = {
  'doctor-left': [doctorDiagnostics.warning('doctor-left', null, { found: 'an object is left', remedy: 'remove it' })],
}

const actions = ['create', 'list', 'revoke', 'verify']

const KEYS: Samples<typeof keysCommandDiagnostics> = {
  'keys-action-missing': [keysCommandDiagnostics.error('keys-action-missing', null, { actions })],
  'keys-action-unknown': [
    keysCommandDiagnostics.error('keys-action-unknown', null, { actions, suggestion: 'list' }),
    keysCommandDiagnostics.error('keys-action-unknown', null, { actions, suggestion: null }),
  ],
  'key-id-missing': [keysCommandDiagnostics.error('key-id-missing', null)],
  'key-id-invalid': [keysCommandDiagnostics.error('key-id-invalid', null)],
  'key-as-argument': [keysCommandDiagnostics.error('key-as-argument', null, { id: 'aBcDeFgHiJkL' })],
  'note-holds-key': [keysCommandDiagnostics.error('note-holds-key', { kind: 'option', name: '--note' })],
  'key-output-missing': [keysCommandDiagnostics.error('key-output-missing', null)],
  'key-not-delivered': [
    keysCommandDiagnostics.error('key-not-delivered', null, { id: 'aBcDeFgHiJkL', reason: 'ENOSPC', left: null }),
    keysCommandDiagnostics.error('key-not-delivered', null, {
      id: 'aBcDeFgHiJkL',
      reason: HOSTILE,
      left: 'it is locked',
    }),
  ],
  'key-not-given': [keysCommandDiagnostics.error('key-not-given', null, { seconds: 10 })],
  'key-input-ended': [keysCommandDiagnostics.error('key-input-ended', null)],
  'key-not-good': [
    keysCommandDiagnostics.error('key-not-good', null, { why: 'it was revoked', id: 'aBcDeFgHiJkL' }),
    keysCommandDiagnostics.error('key-not-good', null, { why: 'it is not whole', id: null }),
  ],
}

const INIT: Samples<typeof initDiagnostics> = {
  'secret-as-argument': [
    initDiagnostics.error('secret-as-argument', null, { name: null }),
    initDiagnostics.error('secret-as-argument', null, { name: '--secret-access-key' }),
  ],
  'password-as-argument': [
    initDiagnostics.error('password-as-argument', option),
    initDiagnostics.error('password-as-argument', { kind: 'option', name: '--tracking-uri' }),
  ],
  'secret-as-id': [initDiagnostics.error('secret-as-id', option)],
  'half-of-the-keys': [
    initDiagnostics.error('half-of-the-keys', option, { missing: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }),
    initDiagnostics.error('half-of-the-keys', inFile, { missing: 'MLFLOW_AWS_ACCESS_KEY_ID' }),
  ],
  'option-of-a-run': [initDiagnostics.error('option-of-a-run', option)],
  'nothing-to-write': [initDiagnostics.error('nothing-to-write', null)],
  'keys-missing': [
    initDiagnostics.error('keys-missing', null, { offered: null }),
    initDiagnostics.error('keys-missing', null, { offered: inFile }),
  ],
  'standard-input-silent': [
    initDiagnostics.error('standard-input-silent', null, { seconds: 10, isEnd: true }),
    initDiagnostics.error('standard-input-silent', null, { seconds: 10, isEnd: false }),
  ],
  'standard-input-unusable': [initDiagnostics.error('standard-input-unusable', null, { reason: 'found none' })],
  'standard-input-unread': [initDiagnostics.notice('standard-input-unread', null, { seconds: 2 })],
  'answers-ended': [initDiagnostics.error('answers-ended', null)],
  'prefix-without-bucket': [initDiagnostics.error('prefix-without-bucket', option)],
  'project-is-home': [initDiagnostics.error('project-is-home', null)],
  'project-is-root': [initDiagnostics.error('project-is-root', null)],
  'not-a-plain-file': [
    initDiagnostics.error('not-a-plain-file', null, { display, found: 'a directory', target: null }),
    initDiagnostics.error('not-a-plain-file', null, { display, found: 'a link', target: HOSTILE }),
  ],
  'file-of-other-user': [initDiagnostics.error('file-of-other-user', null, { display, owner: 7 })],
  'file-not-written': [initDiagnostics.error('file-not-written', null, { display, reason: HOSTILE })],
  'file-changed-meanwhile': [initDiagnostics.error('file-changed-meanwhile', null, { display })],
  'changes-not-agreed': [initDiagnostics.error('changes-not-agreed', null, { display, changes: ['A', 'B'] })],
  'value-not-writable': [initDiagnostics.error('value-not-writable', option)],
  'token-of-other-key': [initDiagnostics.error('token-of-other-key', inFile, { id: inEnvironment('A') })],
  'file-not-ignored': [
    initDiagnostics.warning('file-not-ignored', null, { display, state: 'tracked', rule: null }),
    initDiagnostics.warning('file-not-ignored', null, { display, state: 'not ignored', rule: null }),
    initDiagnostics.warning('file-not-ignored', null, { display, state: 'not ignored', rule: HOSTILE }),
  ],
  'gitignore-not-written': [initDiagnostics.warning('gitignore-not-written', null, { display, reason: HOSTILE })],
  'example-not-written': [initDiagnostics.warning('example-not-written', null, { display, reason: HOSTILE })],
  'example-ignored': [initDiagnostics.notice('example-ignored', null, { display, rule: HOSTILE })],
  'endpoint-not-in-file': [
    initDiagnostics.warning('endpoint-not-in-file', inEnvironment('MLFLOW_S3_ENDPOINT_URL'), { display }),
  ],
  'environment-wins': [
    initDiagnostics.warning('environment-wins', null, { display, names: [HOSTILE] }),
    initDiagnostics.warning('environment-wins', null, { display, names: ['A', 'B'] }),
  ],
  'file-will-not-be-read': [initDiagnostics.warning('file-will-not-be-read', inEnvironment('A'), { display })],
  'permissions-open': [initDiagnostics.warning('permissions-open', null, { display, mode: 0o644 })],
  'permissions-not-kept': [initDiagnostics.warning('permissions-not-kept', null, { display })],
}

const PROXY: Samples<typeof proxyDiagnostics> = {
  'upstream-missing': [proxyDiagnostics.error('upstream-missing', null)],
}

export const SAMPLES: Samples<typeof commandDiagnostics> &
  typeof INIT &
  typeof COMPLETION &
  typeof DOCTOR &
  typeof PROXY &
  typeof KEYS = {
  ...INIT,
  ...DOCTOR,
  ...KEYS,
  ...COMPLETION,
  ...PROXY,
  'missing-command': [commandDiagnostics.error('missing-command', null)],
  'reserved-command': [commandDiagnostics.error('reserved-command', null, { command: 'export' })],
  'no-tracking-server': [
    commandDiagnostics.notice('no-tracking-server', { kind: 'default' }, { uri: 'http://localhost:5000' }),
    commandDiagnostics.notice('no-tracking-server', inFile, { uri: `http://user:pw@localhost/${HOSTILE}` }),
  ],
  'stdout-write-failed': [commandDiagnostics.error('stdout-write-failed', null, { reason: HOSTILE })],
  'internal-error': [
    commandDiagnostics.error('internal-error', null, { reason: HOSTILE, frames: [] }),
    commandDiagnostics.error('internal-error', null, { reason: 'TypeError', frames: ['a (cli.cjs:1:2)', HOSTILE] }),
  ],
}
