import type { Diagnostic } from '../model/diagnostic.ts'
import { causeOf } from './admit.ts'
import { keysDiagnostics } from './diagnostics.ts'
import type { KeyRecord } from './key-record.ts'

interface Asked {
  readonly service: string
  /** Of the store. */
  readonly location: string
  readonly now: Date
  readonly hasOtherKeys: boolean
}

/**
 * A warning if no key of a store opens a service at this moment: its name may be mistyped, or all keys have ended.
 *
 * @param hasOtherKeys whether some enter without the store: then it may be empty
 */
export function findMissingService(
  records: readonly KeyRecord[],
  { service, location, now, hasOtherKeys }: Asked,
): Diagnostic | null {
  const live = records.filter((record) => causeOf(record, record.service, now) === null)
  if (live.some((record) => record.service === service)) return null
  const others = [...new Set(live.map((record) => record.service))].sort()
  if (hasOtherKeys && others.length === 0) return null
  const hasEnded = records.some((record) => record.service === service)
  return keysDiagnostics.warning('service-without-key', null, { service, location, others, hasEnded })
}
