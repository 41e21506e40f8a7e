import { isMlflowTrue } from '../mlflow/boolean.ts'
import { MULTIPART_VARIABLES, PRESIGNED_ONLY } from '../mlflow/server-environment.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { find } from '../model/source.ts'
import type { CheckAt } from './check.ts'

export const diagnostics = defineDiagnostics(() => ({
  'presigned-variable-unused': ({ by }: { readonly by: Origin }, origin: Origin) =>
    by.kind === 'default'
      ? `${formatOrigin(origin)} is not used, because all artifacts go through the server by default: add --presigned (WITH_MLFLOW_ENV_PRESIGNED=1) to let clients reach the store by presigned URLs, or remove the variable`
      : `${formatOrigin(origin)} is not used, because ${formatOrigin(by)} decides about presigned URLs: remove one of the two`,
}))

/** The launcher has one switch for what MLflow has three variables for. */
export const presignedVariables: CheckAt<'settings'> = {
  name: 'presigned-variables',
  stage: 'settings',
  diagnostics,
  run({ sources, settings }) {
    const { presigned } = settings.artifacts
    if (presigned === null) return []
    // In a server with presigned URLs, what allows nothing else stays.
    const names = presigned.value ? MULTIPART_VARIABLES : [...MULTIPART_VARIABLES, PRESIGNED_ONLY]
    return names.flatMap((name) => {
      const named = find(sources, name)
      if (!named || isMlflowTrue(named.value) === presigned.value) return []
      return [diagnostics.warning('presigned-variable-unused', named.origin, { by: presigned.origin })]
    })
  },
}
