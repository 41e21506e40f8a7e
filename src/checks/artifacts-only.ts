import { isMlflowTrue } from '../mlflow/boolean.ts'
import { find } from '../model/source.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** MLflow refuses a backend for a server of artifacts only, and its message would print the URI with its password. */
export const artifactsOnly: CheckAt<'settings'> = {
  name: 'artifacts-only',
  stage: 'settings',
  diagnostics: optionDiagnostics,
  run({ sources, settings }) {
    const { origin } = settings.backendStoreUri
    const found = find(sources, 'MLFLOW_ARTIFACTS_ONLY')
    if (!found || !isMlflowTrue(found.value) || origin.kind === 'default') return []
    return [optionDiagnostics.error('conflicting-options', found.origin, { other: origin })]
  },
}
