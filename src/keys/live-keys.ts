import type { Diagnostic } from '../model/diagnostic.ts'
import { isLauncherError } from '../model/diagnostic.ts'
import { type Admission, admit } from './admit.ts'
import { steadyClock } from './clock.ts'
import { keysDiagnostics } from './diagnostics.ts'
import type { KeyRecord } from './key-record.ts'
import type { KeyStore } from './key-store.ts'

/** The keys of a store, for a process that runs on: what changes in the store counts here within 5 seconds. */
export interface LiveKeys {
  /** Decides about a key, without waiting. A use is noted in the store, later. */
  admit(presented: string, service: string): Admission
  /** Notes the last uses, and closes the store. Never rejects. */
  close(): Promise<void>
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
      const diagnostic = diagnosticOf(error)
      const code = diagnostic.code === 'key-store-missing' ? 'keys-gone' : 'keys-not-read'
      if (code === 'keys-gone') records = new Map()
      // Once, although the reason may change: a database is first cut off, and then does not answer.
      if (trouble === code) return
      trouble = code
      report(keysDiagnostics.warning(code, null, { reason: diagnostic.message }))
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
      const { message } = diagnosticOf(error)
      // For the next time, and without what has been noted since.
      for (const [id, use] of noted) if (!uses.has(id)) uses.set(id, use)
      if (!isTouchReported) report(keysDiagnostics.notice('uses-not-noted', null, { reason: message }))
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
    async close() {
      if (isClosed) return
      isClosed = true
      await Promise.all([reading.stop(), touching.stop()])
      await touch()
      await store.close()
    },
  }
}

function byId(records: readonly KeyRecord[]): ReadonlyMap<string, KeyRecord> {
  return new Map(records.map((record) => [record.id, record]))
}

/** @throws what is no diagnostic: a bug */
function diagnosticOf(error: unknown): Diagnostic {
  if (isLauncherError(error)) return error.diagnostic
  throw error
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
