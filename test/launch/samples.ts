import { launchDiagnostics, type Obstacle } from '../../src/launch/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const unavailable = (obstacle: Obstacle) =>
  launchDiagnostics.error('engine-unavailable', inFile, { engine: 'exec', obstacle })
const notExecutable = (reason: 'directory' | 'permission' | 'path' | 'format') =>
  launchDiagnostics.error('command-not-executable', null, { command: HOSTILE, reason })
const interpreted = { command: HOSTILE, interpreter: HOSTILE }

export const SAMPLES: Samples<typeof launchDiagnostics> = {
  'engine-unavailable': [
    unavailable('platform'),
    unavailable('node'),
    unavailable('supervisor'),
    unavailable('size'),
    unavailable('program'),
  ],
  'node-debug': [launchDiagnostics.error('node-debug', null)],
  'command-not-found': [
    launchDiagnostics.error('command-not-found', null, { command: HOSTILE, isSearched: true }),
    launchDiagnostics.error('command-not-found', null, { command: './x', isSearched: false }),
    launchDiagnostics.error('command-not-found', null, { command: 'KEY=value', isSearched: true }),
    launchDiagnostics.error('command-not-found', null, {
      command: HOSTILE,
      isSearched: true,
      hint: "did you mean 'server'?",
    }),
  ],
  'command-not-executable': [
    notExecutable('directory'),
    notExecutable('permission'),
    notExecutable('path'),
    notExecutable('format'),
    launchDiagnostics.error('command-not-executable', null, { command: 'x', reason: 'permission', hint: "write 'y'" }),
    launchDiagnostics.error('command-not-executable', null, { command: HOSTILE, reason: 'closed', directory: HOSTILE }),
    launchDiagnostics.error('command-not-executable', null, {
      ...{ command: HOSTILE, reason: 'closed on PATH', directory: HOSTILE },
    }),
  ],
  'interpreter-not-found': [launchDiagnostics.error('interpreter-not-found', null, interpreted)],
  'interpreter-not-executable': [
    launchDiagnostics.error('interpreter-not-executable', null, interpreted),
    launchDiagnostics.error('interpreter-not-executable', null, { ...interpreted, directory: HOSTILE }),
  ],
  'recursive-shebang': [launchDiagnostics.error('recursive-shebang', null, { command: HOSTILE })],
  'environment-too-large': [
    launchDiagnostics.error('environment-too-large', null, {
      argumentBytes: 10,
      environmentBytes: 9_000_000,
      largest: HOSTILE,
    }),
  ],
  'start-failed': [launchDiagnostics.error('start-failed', null, { command: HOSTILE, reason: 'EIO' })],
}
