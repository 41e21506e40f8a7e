import { findEndpointProblem } from '../credentials/endpoint-problem.ts'
import { valueDiagnostics } from '../model/diagnostics.ts'
import { find } from '../model/source.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** With an endpoint that botocore cannot use every request fails, and clients see a general 500. */
export const s3Endpoint: CheckAt<'settings'> = {
  name: 's3-endpoint',
  stage: 'settings',
  diagnostics: { codes: [...optionDiagnostics.codes, ...valueDiagnostics.codes] },
  run({ sources, settings }) {
    const endpoint = find(sources, 'MLFLOW_S3_ENDPOINT_URL')
    if (!endpoint) return []
    const { defaultRoot, destination } = settings.artifacts
    const roots = [defaultRoot, destination].flatMap((root) => root?.value ?? [])
    if (/^https?:\/\/[^/]/i.test(endpoint.value)) {
      const found = findEndpointProblem(endpoint.value, roots)
      return found ? [valueDiagnostics.error('invalid-value', endpoint.origin, found)] : []
    }
    const expected = "the store's address, starting with http:// or https://"
    return [optionDiagnostics.error('invalid-option-value', endpoint.origin, { expected, found: endpoint.value })]
  },
}
