import { type InstallTarget, installCommand } from '../mlflow/install-command.ts'
import { isAtLeast } from '../mlflow/version.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { printable } from '../model/format.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'mlflow-too-old': ({ version, python }: { readonly version: string; readonly python: InstallTarget }) =>
    `MLflow ${printable(version)} is too old: 3.0 or newer is required: ${installCommand(python, 'mlflow>=3', true)}`,
}))

/** Older servers have other options and variables. */
export const mlflowVersion: CheckAt<'python'> = {
  name: 'mlflow-version',
  stage: 'python',
  diagnostics,
  run({ installation }) {
    const { mlflow: version } = installation.versions
    if (isAtLeast(version, 3, 0)) return []
    return [diagnostics.error('mlflow-too-old', null, { version, python: installation })]
  },
}
