import { find } from '../model/source.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import type { CheckAt } from './check.ts'

/** Without a scheme every request of botocore fails, and clients see a general 500. */
export const s3Endpoint: CheckAt<'settings'> = {
  name: 's3-endpoint',
  stage: 'settings',
  diagnostics: optionDiagnostics,
  run({ sources }) {
    const endpoint = find(sources, 'MLFLOW_S3_ENDPOINT_URL')
    if (!endpoint || /^https?:\/\/[^/]/i.test(endpoint.value)) return []
    const expected = "the store's address, starting with http:// or https://"
    return [optionDiagnostics.error('invalid-option-value', endpoint.origin, { expected, found: endpoint.value })]
  },
}
