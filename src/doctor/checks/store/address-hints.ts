import { isAwsEndpoint } from '../../../credentials/aws-host.ts'
import { formatName, formatOrigin, formatUri, quoteValue } from '../../../model/format.ts'
import type { CheckResult } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import type { Finding } from './finding.ts'
import { inPlace } from './place.ts'

const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'
const ENDPOINT_NAMES = [ENDPOINT, 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL']
/** What a path that belongs to no store leads to: another bucket, a web page, or a signature that does not match. */
const OF_PATH = ['store-answer', 'store-keys', 'bucket']

/**
 * A failure of the store, with the reason that its address is another one than is meant: a name of the endpoint that nobody
 * reads, or a path in it.
 *
 * @param id of the check
 */
export function withAddressHint(
  result: CheckResult,
  id: string,
  finding: Finding | null,
  context: DoctorContext,
): CheckResult {
  if (result.status !== 'fail') return result
  return withMisspelt(result, context) ?? withPath(result, id, finding, context) ?? result
}

/** Requests go to AWS then, which answers them, refuses the keys, or is not reached. */
function withMisspelt(result: CheckResult, { run }: DoctorContext): CheckResult | null {
  const { endpoint, warnings = [] } = run.configuration ?? {}
  if (endpoint) return null
  for (const { code, origin, data } of warnings) {
    const { suggestion } = Object(data)
    if (code !== 'unknown-variable' || !origin || !ENDPOINT_NAMES.includes(suggestion)) continue
    const found = `${result.found}; requests go to AWS, as ${formatOrigin(origin)} is not read`
    return { ...result, found, remedy: `rename it to ${formatName(suggestion)} (see the check 'variable-names')` }
  }
  return null
}

function withPath(
  result: CheckResult,
  id: string,
  finding: Finding | null,
  context: DoctorContext,
): CheckResult | null {
  const endpoint = context.run.configuration?.endpoint
  const [, base = '', path = ''] = /^(https?:\/\/[^/?#]+)(\/[^?#]*)/i.exec(endpoint?.value ?? '') ?? []
  const isOther =
    finding?.kind === 'unreachable' || (finding?.kind === 'refused' && !/Denied|Signature/.test(finding.reason))
  if (!endpoint || /^\/*$/.test(path) || isAwsEndpoint(base) || !OF_PATH.includes(id) || isOther) return null
  const line = `${ENDPOINT}=${formatUri(base)}${inPlace(context, endpoint.origin)}`
  return {
    ...result,
    found: `${result.found}; the endpoint has the path ${quoteValue(path)}, which a store takes for the bucket`,
    remedy: `${line}, unless a gateway with this path is meant; or ${result.remedy}`,
  }
}
