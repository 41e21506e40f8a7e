import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { find } from '../model/source.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'workspace-set': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is a setting for clients, and MLflow's server does not start with it: unset it for the server`,
}))

const NAME = 'MLFLOW_WORKSPACE'

/** MLflow's server refuses to start with a client's workspace. */
export const workspace: CheckAt<'settings'> = {
  name: 'workspace',
  stage: 'settings',
  diagnostics,
  run({ sources, env }) {
    const found = env[NAME] ? find(sources, NAME) : undefined
    return found ? [diagnostics.error('workspace-set', found.origin, {})] : []
  },
}
