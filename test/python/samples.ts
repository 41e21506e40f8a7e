import { python } from '../../src/python/diagnostics.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const environment = { python: `/x/${HOSTILE}/python`, hasPip: true }

export const SAMPLES: Samples<typeof python> = {
  'incomplete-installation': [
    python.error('incomplete-installation', null, { path: 'python/check_bucket.py', directory: `/x/${HOSTILE}/dist` }),
  ],
  'python-unusable': [
    python.error('python-unusable', inFile, { python: HOSTILE, reason: 'missing' }),
    python.error('python-unusable', inFile, { python: HOSTILE, reason: 'directory' }),
    python.error('python-unusable', inFile, { python: HOSTILE, reason: 'permission' }),
  ],
  'venv-unusable': [
    python.error('venv-unusable', null, { display: HOSTILE, reason: 'unreadable' }),
    python.error('venv-unusable', null, { display: HOSTILE, reason: 'broken' }),
    python.error('venv-unusable', null, { display: HOSTILE, reason: 'foreign' }),
  ],
  'python-failed': [python.error('python-failed', null, { python: HOSTILE, reason: HOSTILE })],
  'mlflow-missing': [
    python.error('mlflow-missing', null, { environment: null, others: [], isSkinny: false }),
    python.error('mlflow-missing', null, { environment, others: ['/usr/bin/python3', HOSTILE], isSkinny: false }),
    python.error('mlflow-missing', null, {
      environment: { ...environment, hasPip: false },
      others: [],
      isSkinny: true,
    }),
  ],
}
