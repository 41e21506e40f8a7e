import { envFilesDiagnostics } from '../../src/env-files/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const file = { display: HOSTILE }
const line = { display: HOSTILE, line: 7 }

export const SAMPLES: Samples<typeof envFilesDiagnostics> = {
  'env-file-missing': [envFilesDiagnostics.error('env-file-missing', { kind: 'option', name: '--env-file' }, file)],
  'env-file-not-regular': [
    envFilesDiagnostics.error('env-file-not-regular', null, { ...file, kind: 'a directory' }),
    envFilesDiagnostics.error('env-file-not-regular', inFile, { ...file, kind: 'a directory' }),
  ],
  'env-file-empty-pipe': [
    envFilesDiagnostics.error('env-file-empty-pipe', null, { ...file, timeout: null }),
    envFilesDiagnostics.error('env-file-empty-pipe', null, { ...file, timeout: 'no writer' }),
    envFilesDiagnostics.error('env-file-empty-pipe', null, { ...file, timeout: 'no end' }),
  ],
  'env-file-unreadable': [
    envFilesDiagnostics.error('env-file-unreadable', null, { ...file, reason: 'permission denied' }),
  ],
  'env-file-untrusted-owner': [
    envFilesDiagnostics.error('env-file-untrusted-owner', null, { ...file, part: 'file', owner: 1234 }),
    envFilesDiagnostics.error('env-file-untrusted-owner', null, { ...file, part: 'link', owner: 1234 }),
  ],
  'env-file-too-large': [
    envFilesDiagnostics.error('env-file-too-large', null, { ...file, bytes: 9_000_000, limit: 8_388_608 }),
  ],
  'env-file-not-utf8': [
    envFilesDiagnostics.error('env-file-not-utf8', null, { ...line, utf16: null, isPassedOver: false }),
    envFilesDiagnostics.error('env-file-not-utf8', null, { ...line, utf16: 'whole', isPassedOver: false }),
    envFilesDiagnostics.warning('env-file-not-utf8', null, { ...line, utf16: 'part', isPassedOver: true }),
  ],
  'env-file-nul': [
    envFilesDiagnostics.error('env-file-nul', null, { ...line, isPassedOver: false }),
    envFilesDiagnostics.warning('env-file-nul', null, { ...line, isPassedOver: true }),
  ],
  'env-file-writable': [envFilesDiagnostics.warning('env-file-writable', null, file)],
  'env-file-misnamed': [envFilesDiagnostics.warning('env-file-misnamed', null, { ...file, expected: '.env' })],
  'env-file-not-read': [
    envFilesDiagnostics.warning('env-file-not-read', inFile, { ...file, reason: 'name' }),
    envFilesDiagnostics.warning('env-file-not-read', inFile, { ...file, reason: 'worktree' }),
    envFilesDiagnostics.warning('env-file-not-read', inFile, { ...file, reason: 'home' }),
  ],
  'env-file-above-repository': [envFilesDiagnostics.warning('env-file-above-repository', null, file)],
}
