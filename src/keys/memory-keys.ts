import type { Secret } from '../model/secret.ts'
import { type Admission, admit } from './admit.ts'
import { createKey } from './api-key.ts'
import { steadyClock } from './clock.ts'
import type { KeyRecord } from './key-record.ts'
import type { Scope } from './scope.ts'

/** Keys of one running process, which no store has: they end with it. */
export class MemoryKeys {
  readonly #records = new Map<string, KeyRecord>()
  readonly #now = steadyClock()

  /** Makes a key that opens the service from now on. */
  add(service: string, scope: Scope, note: string): Secret {
    const { key, id, hash } = createKey()
    const times = { createdAt: this.#now(), expiresAt: null, revokedAt: null, lastUsedAt: null }
    this.#records.set(id, { id, hash, service, scope, note, ...times })
    return key
  }

  admit(presented: string, service: string): Admission {
    return admit(presented, this.#records, service, this.#now())
  }
}
