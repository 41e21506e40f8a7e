import type { InstallTarget } from '../../src/mlflow/install-command.ts'
import { pythonDiagnostics } from '../../src/python/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const environment: InstallTarget = { python: `/x/${HOSTILE}/python`, installer: 'pip' }

export const SAMPLES: Samples<typeof pythonDiagnostics> = {
  'python-unusable': [
    pythonDiagnostics.error('python-unusable', inFile, { python: HOSTILE, reason: 'missing' }),
    pythonDiagnostics.error('python-unusable', inFile, { python: HOSTILE, reason: 'directory' }),
    pythonDiagnostics.error('python-unusable', inFile, { python: HOSTILE, reason: 'permission' }),
  ],
  'venv-unusable': [
    pythonDiagnostics.error('venv-unusable', null, { display: HOSTILE, reason: 'unreadable' }),
    pythonDiagnostics.error('venv-unusable', null, { display: HOSTILE, reason: 'broken' }),
    pythonDiagnostics.error('venv-unusable', null, { display: HOSTILE, reason: 'foreign' }),
  ],
  'python-failed': [pythonDiagnostics.error('python-failed', null, { python: HOSTILE, reason: HOSTILE })],
  'mlflow-missing': [
    pythonDiagnostics.error('mlflow-missing', null, { environment: null, others: [], isSkinny: false }),
    pythonDiagnostics.error('mlflow-missing', null, {
      environment,
      others: ['/usr/bin/python3', HOSTILE],
      isSkinny: false,
    }),
    pythonDiagnostics.error('mlflow-missing', null, {
      environment: { ...environment, installer: 'uv pip' },
      others: [],
      isSkinny: true,
    }),
  ],
}
