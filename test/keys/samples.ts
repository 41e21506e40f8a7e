import { keysDiagnostics } from '../../src/keys/diagnostics.ts'
import { HOSTILE, inEnvironment, type Samples } from '../rig/samples.ts'

const { error, warning, notice } = keysDiagnostics
const location = `/x/${HOSTILE}`

export const SAMPLES: Samples<typeof keysDiagnostics> = {
  'key-store-missing': [error('key-store-missing', null, { location })],
  'key-store-malformed': [error('key-store-malformed', null, { location, reason: 'it is no JSON' })],
  'key-store-newer': [error('key-store-newer', null, { location })],
  'key-store-not-a-file': [
    error('key-store-not-a-file', null, { location, found: 'a link' }),
    error('key-store-not-a-file', null, { location, found: 'a directory' }),
  ],
  'key-store-of-other-user': [error('key-store-of-other-user', null, { location, owner: 7 })],
  'key-store-open': [
    error('key-store-open', null, { location, mode: 0o644, keepsModes: true }),
    error('key-store-open', null, { location, mode: 0o777, keepsModes: false }),
  ],
  'key-store-unusable': [error('key-store-unusable', null, { location, reason: HOSTILE })],
  'key-store-not-written': [error('key-store-not-written', null, { location, reason: HOSTILE })],
  'key-store-locked': [error('key-store-locked', null, { location, seconds: 10 })],
  'key-store-needs-flock': [error('key-store-needs-flock', null)],
  'key-unknown': [error('key-unknown', null, { location })],
  'keys-not-read': [warning('keys-not-read', null, { reason: 'it is no JSON' })],
  'service-without-key': [
    warning('service-without-key', null, { service: 'typo', location, others: ['platform'], hasEnded: false }),
    warning('service-without-key', null, { service: 'typo', location, others: [], hasEnded: true }),
  ],
  'keys-gone': [warning('keys-gone', null, { location })],
  'key-store-back': [notice('key-store-back', null, { location })],
  'uses-not-noted': [notice('uses-not-noted', null, { reason: 'permission denied' })],
  'key-store-uri': [error('key-store-uri', inEnvironment('WITH_MLFLOW_ENV_KEYS'), { problem: 'has no valid port' })],
  'key-store-nowhere': [error('key-store-nowhere', null)],
  'key-store-password': [error('key-store-password', { kind: 'option', name: '--keys' })],
}
