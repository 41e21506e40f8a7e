import type { Probe, ProbeResponse, RunningCheck, RunningFinding } from '../../src/checks/check.ts'
import type { PythonContext, RunningContext } from '../../src/checks/context.ts'
import { DRIVER_MODULES } from '../../src/mlflow/database-drivers.ts'
import type { MlflowInstallation } from '../../src/mlflow/installation.ts'
import { CLIENT_MODULES } from '../../src/mlflow/store-clients.ts'
import { lookupOf, resolved, type Setup } from './server-settings.ts'

/** A Python that has everything that the server may need. */
export const INSTALLATION: MlflowInstallation = {
  python: '/venv/bin/python',
  versions: { mlflow: '3.17.2', 'mlflow-skinny': '3.17.2', sqlalchemy: '2.1.9', 'python-dotenv': null },
  modules: [...DRIVER_MODULES, ...CLIENT_MODULES],
  plugins: { backend: [], registry: [], artifacts: [] },
  dialects: ['postgresql+asyncpg', 'postgresql+plugged'],
  installer: 'pip',
}

export function withVersions(versions: Partial<MlflowInstallation['versions']>): MlflowInstallation {
  return { ...INSTALLATION, versions: { ...INSTALLATION.versions, ...versions } }
}

/** What a check sees of a server with these words and variables. */
export function checkContext(setup: Setup, more: Partial<PythonContext> = {}): PythonContext {
  return {
    ...lookupOf(setup),
    settings: resolved(setup).settings,
    env: setup.env ?? {},
    launcherEnv: {},
    replacesLauncher: false,
    cwd: '/nowhere',
    project: '/nowhere',
    installation: INSTALLATION,
    ...more,
  }
}

/** What a running check sees of a server with these words and variables. */
export function runningContext(setup: Setup, more: Partial<RunningContext> = {}): RunningContext {
  return {
    settings: resolved(setup).settings,
    installation: INSTALLATION,
    databaseFile: null,
    env: setup.env ?? {},
    cwd: '/project',
    ...more,
  }
}

/** What a running check asks, and what it reports if these are the responses. */
export function runCheck(check: RunningCheck, context: RunningContext, responses: readonly ProbeResponse[] = []) {
  const probes: Probe[] = []
  const findings: RunningFinding[] = []
  const runProbe = (probe: Probe, onResponse: (response: ProbeResponse) => void) => {
    probes.push(probe)
    for (const response of responses) onResponse(response)
  }
  check.run(context, runProbe, (finding) => findings.push(finding))
  return { probes, findings }
}
