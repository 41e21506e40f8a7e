import type { Scope } from '../keys/scope.ts'

/** What the gate knows of a key that it has let in. Never its secret. */
export interface AdmittedKey {
  readonly id: string
  readonly service: string
  readonly scope: Scope
  /** From then on it opens nothing; null if it never ends. */
  readonly expiresAt: Date | null
}

/** The keys that count at this moment, such as `LiveKeys`. */
export interface GateKeys {
  /** Whether this is a live key of the service. It takes the same time whatever is wrong with it. */
  admit(
    presented: string,
    service: string,
  ): { readonly ok: true; readonly record: AdmittedKey } | { readonly ok: false }
}
