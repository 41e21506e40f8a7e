import { envFiles } from '../../src/env-files/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const file = { display: HOSTILE }
const line = { display: HOSTILE, line: 7 }

export const SAMPLES: Samples<typeof envFiles> = {
  'env-file-missing': [envFiles.error('env-file-missing', { kind: 'option', name: '--env-file' }, file)],
  'env-file-not-regular': [
    envFiles.error('env-file-not-regular', null, { ...file, kind: 'a directory' }),
    envFiles.error('env-file-not-regular', inFile, { ...file, kind: 'a directory' }),
  ],
  'env-file-empty-pipe': [envFiles.error('env-file-empty-pipe', null, file)],
  'env-file-unreadable': [envFiles.error('env-file-unreadable', null, { ...file, reason: 'permission denied' })],
  'env-file-untrusted-owner': [
    envFiles.error('env-file-untrusted-owner', null, { ...file, part: 'file', owner: 1234 }),
    envFiles.error('env-file-untrusted-owner', null, { ...file, part: 'link', owner: 1234 }),
  ],
  'env-file-too-large': [envFiles.error('env-file-too-large', null, { ...file, bytes: 9_000_000, limit: 8_388_608 })],
  'env-file-not-utf8': [
    envFiles.error('env-file-not-utf8', null, { ...line, utf16: false }),
    envFiles.error('env-file-not-utf8', null, { ...line, utf16: true }),
  ],
  'env-file-nul': [envFiles.error('env-file-nul', null, line)],
  'env-file-writable': [envFiles.warning('env-file-writable', null, file)],
  'env-file-misnamed': [envFiles.warning('env-file-misnamed', null, { ...file, expected: '.env' })],
  'env-file-above-repository': [envFiles.warning('env-file-above-repository', null, file)],
}
