import type { PythonContext } from '../../src/checks/check.ts'
import { MODULES } from '../../src/mlflow/database-drivers.ts'
import type { MlflowEnvironment } from '../../src/mlflow/installation.ts'
import { CLIENT_MODULES } from '../../src/mlflow/store-clients.ts'
import { resolved, type Setup } from './server-settings.ts'

/** A Python that has everything that the server may need. */
export const INSTALLATION: MlflowEnvironment = {
  python: '/venv/bin/python',
  versions: { mlflow: '3.17.2', 'mlflow-skinny': '3.17.2', sqlalchemy: '2.1.9', 'python-dotenv': null },
  modules: [...MODULES, ...CLIENT_MODULES],
  plugins: { backend: [], registry: [], artifacts: [] },
  dialects: ['postgresql+asyncpg', 'postgresql+plugged'],
  hasPip: true,
}

export function withVersions(versions: Partial<MlflowEnvironment['versions']>): MlflowEnvironment {
  return { ...INSTALLATION, versions: { ...INSTALLATION.versions, ...versions } }
}

/** What a check sees of a server with these words and variables. */
export function checkContext(setup: Setup, more: Partial<PythonContext> = {}): PythonContext {
  return {
    settings: resolved(setup).settings,
    env: setup.env ?? {},
    passthroughArgs: [],
    isReplaced: false,
    cwd: '/nowhere',
    project: '/nowhere',
    installation: INSTALLATION,
    ...more,
  }
}
