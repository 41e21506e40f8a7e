import { isProjectOwned } from '../../../credentials/credentials.ts'
import { formatOrigin, quote } from '../../../model/format.ts'
import { type CheckResult, fail } from '../../check.ts'
import { arnOf } from './allow.ts'
import { findMeant, rename } from './explain-bucket.ts'
import { isNotAllowed } from './finding.ts'
import { inPlace } from './place.ts'
import { findingOf, type ObjectsResponse } from './responses.ts'
import type { AskedStore } from './store-check.ts'

/** Whether the account may neither list the bucket nor write into it: the bucket is someone else's, or the keys are. */
export function isDeniedEverywhere({ bucket }: AskedStore, objects: ObjectsResponse): boolean {
  const mayRead = findingOf(objects.get) === null && 'finding' in objects.get
  return isNotAllowed(bucket.finding) && isNotAllowed(findingOf(objects.put)) && !mayRead
}

export function explainDenied(store: AskedStore): CheckResult {
  const { context, root, bucket } = store
  const { credentials } = context.run.configuration ?? {}
  const suffix = credentials?.accessKeyIdSuffix
  const found = `${suffix ? `the key …${suffix}` : 'this account'} may neither list ${quote(root.bucket)} nor write into it`
  const where = formatOrigin(root.origin)
  if (credentials && !isProjectOwned(credentials)) {
    const keys = `MLFLOW_AWS_ACCESS_KEY_ID=… and MLFLOW_AWS_SECRET_ACCESS_KEY=…${inPlace(context)}`
    return fail(`${found}: it is the shell's, as the project has none`, where, `write the project's own keys: ${keys}`)
  }
  const others = bucket.buckets.filter((name) => name !== root.bucket)
  const [only] = others.length === 1 ? others : []
  const meant = findMeant(root.bucket, bucket.buckets) ?? only
  if (meant) return fail(`${found}; it may use ${quote(meant)}`, where, rename(context, root, meant))
  if (bucket.isAws && bucket.endpoint?.startsWith('http:')) {
    return fail(`${found}, without TLS`, where, 'write https:// in MLFLOW_S3_ENDPOINT_URL, or remove it')
  }
  const actions = 's3:GetObject, s3:PutObject and s3:DeleteObject'
  const [below, list] = [arnOf(root, bucket.region, ''), arnOf(root, bucket.region, 's3:ListBucket')]
  const rule = `allow ${actions} on ${below}, and s3:ListBucket on ${list}`
  return fail(
    `${found}: the bucket is another account's, or no policy allows it`,
    where,
    `correct the bucket's name (${rename(context, root, 'BUCKET')}) or the keys, or ${rule}`,
  )
}
