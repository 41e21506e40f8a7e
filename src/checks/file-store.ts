import { isMlflowTrue } from '../mlflow/boolean.ts'
import { storeUris } from '../mlflow/settings.ts'
import { isLocal } from '../mlflow/store-uri.ts'
import { isAtLeast } from '../mlflow/version.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatSetting } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'file-store-unsupported': ({ version }: { readonly version: string }, origin: Origin) =>
    `${formatSetting(origin, "'./mlruns', which holds experiments,")} is a file store, which MLflow ${version} refuses: use a database, such as sqlite:///mlflow.db ('mlflow migrate-filestore' moves the data), or set MLFLOW_ALLOW_FILE_STORE=true`,
}))

/** Since 3.13 MLflow keeps runs and models in a database only, unless it is told otherwise. */
export const fileStore: CheckAt<'python'> = {
  name: 'file-store',
  stage: 'python',
  diagnostics,
  run({ settings, env, installation }) {
    const { mlflow: version } = installation.versions
    if (!isAtLeast(version, 3, 13) || isMlflowTrue(env.MLFLOW_ALLOW_FILE_STORE ?? '')) return []
    return storeUris(settings)
      .filter(({ value }) => isLocal(value))
      .map(({ origin }) => diagnostics.error('file-store-unsupported', origin, { version }))
  },
}
