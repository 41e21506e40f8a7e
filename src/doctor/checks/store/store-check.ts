import { type CheckResult, type DoctorCheck, skip } from '../../check.ts'
import type { DoctorContext, StoreRoot } from '../../context.ts'
import type { ProbePart } from '../../probe-parts.ts'
import { withAddressHint } from './address-hints.ts'
import { whyNotAsked } from './applies.ts'
import { because } from './because.ts'
import { explain } from './explain.ts'
import { type Finding, isNotAllowed } from './finding.ts'
import { BLOCKING, ownerOf } from './owner.ts'
import { type BucketResponse, parseBucket } from './responses.ts'

/** What a check of the store looks at: the bucket was asked, and nothing speaks against asking more. */
export interface AskedStore {
  readonly context: DoctorContext
  readonly root: StoreRoot
  readonly bucket: BucketResponse
}

interface StoreCheck {
  readonly id: string
  readonly title: string
  /** Besides the bucket. */
  readonly asks?: readonly ProbePart[]
  run(store: AskedStore): CheckResult | Promise<CheckResult>
}

/** A check that is skipped if another one has the reason why nothing can be said. */
export function storeCheck({ id, title, asks = [], run }: StoreCheck): DoctorCheck {
  return {
    id,
    title,
    subject: 'store',
    needsNetwork: true,
    asks: ['bucket', ...asks],
    async run(context) {
      const whyNot = whyNotAsked(context, id)
      if (whyNot) return whyNot
      const bucket = parseBucket(await context.probe.ask('bucket'))
      const { root } = context
      if (!root) return skip('the project names no artifact root on S3')
      const { finding } = bucket
      if (finding?.isOfProxy) return because('proxy')
      const store = { context, root, bucket }
      const result = (finding && blame(id, store, finding)) ?? (await run(store))
      return withAddressHint(result, id, finding, context)
    },
  }
}

/** What a finding means for a check; null if the check comes before it, or if it is about a list only. */
function blame(id: string, { context, root, bucket }: AskedStore, finding: Finding): CheckResult | null {
  if (isNotAllowed(finding)) return null
  const owner = ownerOf(finding)
  const ranks: readonly string[] = BLOCKING
  const rank = ranks.indexOf(id)
  if (rank !== -1 && rank < ranks.indexOf(owner)) return null
  return owner === id ? explain(context, root, bucket, finding) : because(owner)
}
