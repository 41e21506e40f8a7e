import { type CheckResult, skipBecause } from '../../check.ts'

const REASONS: Readonly<Record<string, string>> = {
  'store-answer': 'the store does not answer as one',
  'store-clock': "this machine's clock is wrong",
  'bucket-region': 'the bucket is in another region',
  'store-keys': 'the keys are refused',
  proxy: 'the proxy does not lead to the store',
  bucket: 'the bucket cannot be used',
  'put-object': 'nothing can be written',
  'delete-object': 'nothing can be deleted',
}

/** One cause is one failed check. */
export function because(id: string): CheckResult {
  return skipBecause(id, `not known, because ${REASONS[id]} (see '${id}')`)
}
