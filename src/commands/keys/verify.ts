import { admit, type RefusalCause } from '../../keys/admit.ts'
import type { KeyStore } from '../../keys/key-store.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Secret } from '../../model/secret.ts'
import { keysCommandDiagnostics } from './diagnostics.ts'

/** In words for who may read the store. A client of a gate learns none of them. */
const WHY: Readonly<Record<RefusalCause, string>> = {
  malformed: 'it is not whole, or no key at all',
  unknown: 'the store does not have it',
  'other service': 'it is for another service (--service names one)',
  revoked: 'it was revoked',
  expired: 'it has expired',
}

/** What to say of a key: a text if it is good, else a diagnostic. */
export async function verify(
  store: KeyStore,
  key: Secret,
  service: string,
  now: Date,
): Promise<{ readonly good: string } | { readonly bad: Diagnostic }> {
  const records = await store.read()
  const found = admit(key.reveal(), new Map(records.map((record) => [record.id, record])), service, now)
  if (found.ok) return { good: `The key ${found.record.id} is good for ${service} (${found.record.scope}).\n` }
  return { bad: keysCommandDiagnostics.error('key-not-good', null, { why: WHY[found.cause], id: found.id }) }
}
