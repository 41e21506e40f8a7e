import { setTimeout as delay } from 'node:timers/promises'
import type { Diagnostic } from '../model/diagnostic.ts'
import { isLauncherError } from '../model/diagnostic.ts'
import { type Admission, admit } from './admit.ts'
import { steadyClock } from './clock.ts'
import { keysDiagnostics } from './diagnostics.ts'
import type { KeyRecord } from './key-record.ts'
import type { KeyStore } from './key-store.ts'
import { findMissingService } from './missing-service.ts'

/** The keys of a store, for a process that runs on: what changes in the store counts here within 5 seconds. */
export interface LiveKeys {
  /** Decides about a key, without waiting. A use is noted in the store, later. */
  admit(presented: string, service: string): Admission
  /** A warning if no key of the store opens a service now. @param hasOtherKeys whether some enter without the store */
  warnOf(service: string, hasOtherKeys: boolean): Diagnostic | null
  /**
   * Notes the last uses, and closes the store. Never rejects.
   *
   * @param patienceMs how long a store that does not answer is waited for, in milliseconds
   */
  close(patienceMs?: number): Promise<void>
}

export interface LiveKeysTiming {
  /** From the end of one reading to the next. */
  readonly readAfterMs: number
  /** From one writing of the last uses to the next. */
  readonly touchAfterMs: number
  readonly now: () => Date
}

/** A reading of PostgreSQL takes 3 seconds at most (postgresql-store.ts): together less than 5. */
const READ_AFTER_MS = 1000
const TOUCH_AFTER_MS = 30_000
const CLOSE_PATIENCE_MS = 2000

/**
 * Opens the keys of a store. Later trouble with the store never ends the process: if it cannot be read, the last set that
 * could be read counts; if it is gone, nobody enters. Either is reported once, and so is its end.
 *
 * @param report is told each change; its diagnostics are warnings and notices
 * @throws {LauncherError} the store cannot be read, or there is none
 */
export async function openLiveKeys(
  store: KeyStore,
  report: (diagnostic: Diagnostic) => void,
  { readAfterMs = READ_AFTER_MS, touchAfterMs = TOUCH_AFTER_MS, now = steadyClock() }: Partial<LiveKeysTiming> = {},
): Promise<LiveKeys> {
  let read = await store.read()
  let records = byId(read)
  let trouble: 'keys-gone' | 'keys-not-read' | null = null
  let isTouchReported = false
  let uses = new Map<string, Date>()
  let isClosed = false

  const reload = async () => {
    try {
      const next = await store.read()
      if (next !== read || trouble !== null) records = byId(next)
      read = next
      if (trouble !== null) report(keysDiagnostics.notice('key-store-back', null, { location: store.location }))
      trouble = null
    } catch (error) {
      const isGone = isLauncherError(error) && error.diagnostic.code === 'key-store-missing'
      const code = isGone ? 'keys-gone' : 'keys-not-read'
      if (code === 'keys-gone') records = new Map()
      // Once, although the reason may change: a database is first cut off, and then does not answer.
      if (trouble === code) return
      trouble = code
      const { location } = store
      if (code === 'keys-gone') report(keysDiagnostics.warning(code, null, { location }))
      else report(keysDiagnostics.warning(code, null, { reason: reasonOf(error) }))
    }
  }
  const touch = async () => {
    if (uses.size === 0) return
    const noted = uses
    uses = new Map()
    try {
      await store.touch(noted)
      isTouchReported = false
    } catch (error) {
      // For the next time, and without what has been noted since.
      for (const [id, use] of noted) if (!uses.has(id)) uses.set(id, use)
      if (!isTouchReported) report(keysDiagnostics.notice('uses-not-noted', null, { reason: reasonOf(error) }))
      isTouchReported = true
    }
  }
  const reading = repeat(reload, readAfterMs)
  const touching = repeat(touch, touchAfterMs)
  return {
    admit(presented, service) {
      const time = now()
      const admission = admit(presented, records, service, time)
      if (admission.ok) uses.set(admission.record.id, time)
      return admission
    },
    warnOf: (service, hasOtherKeys) =>
      findMissingService(read, { service, location: store.location, now: now(), hasOtherKeys }),
    async close(patienceMs = CLOSE_PATIENCE_MS) {
      if (isClosed) return
      isClosed = true
      const finish = async () => {
        await Promise.all([reading.stop(), touching.stop()])
        await touch()
        await store.close()
      }
      const patience = new AbortController()
      const tooLong = delay(patienceMs, undefined, { signal: patience.signal }).catch(() => {})
      await Promise.race([finish().catch(() => {}), tooLong])
      patience.abort()
    },
  }
}

function byId(records: readonly KeyRecord[]): ReadonlyMap<string, KeyRecord> {
  return new Map(records.map((record) => [record.id, record]))
}

/** A bug must not end a process that runs on with the keys it has: then its name is the reason. */
function reasonOf(error: unknown): string {
  if (isLauncherError(error)) return error.diagnostic.message
  return error instanceof Error ? `internal error (${error.name})` : 'internal error'
}

/** Does something again and again, with a pause in between. It does not keep the process alive. */
function repeat(action: () => Promise<void>, pauseMs: number) {
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  const plan = () => {
    timer = setTimeout(() => {
      running = action().finally(() => {
        running = null
        if (timer !== null) plan()
      })
    }, pauseMs).unref()
  }
  plan()
  return {
    /** Waits for what is being done. */
    async stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      await running
    },
  }
}
