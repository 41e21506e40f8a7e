import { launching, type Obstacle } from '../../src/launch/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const unavailable = (obstacle: Obstacle) => launching.error('engine-unavailable', inFile, { engine: 'exec', obstacle })
const notExecutable = (reason: 'directory' | 'permission' | 'path' | 'format') =>
  launching.error('command-not-executable', null, { command: HOSTILE, reason })
const interpreted = { command: HOSTILE, interpreter: HOSTILE }

export const SAMPLES: Samples<typeof launching> = {
  'engine-unavailable': [
    unavailable('platform'),
    unavailable('node'),
    unavailable('supervisor'),
    unavailable('size'),
    unavailable('program'),
  ],
  'node-debug': [launching.error('node-debug', null)],
  'command-not-found': [
    launching.error('command-not-found', null, { command: HOSTILE, isSearched: true }),
    launching.error('command-not-found', null, { command: './x', isSearched: false }),
    launching.error('command-not-found', null, { command: 'KEY=value', isSearched: true }),
  ],
  'command-not-executable': [
    notExecutable('directory'),
    notExecutable('permission'),
    notExecutable('path'),
    notExecutable('format'),
  ],
  'interpreter-not-found': [launching.error('interpreter-not-found', null, interpreted)],
  'interpreter-not-executable': [launching.error('interpreter-not-executable', null, interpreted)],
  'recursive-shebang': [launching.error('recursive-shebang', null, { command: HOSTILE })],
  'environment-too-large': [
    launching.error('environment-too-large', null, {
      argumentBytes: 10,
      environmentBytes: 9_000_000,
      largest: HOSTILE,
    }),
  ],
  'start-failed': [launching.error('start-failed', null, { command: HOSTILE, reason: 'EIO' })],
}
