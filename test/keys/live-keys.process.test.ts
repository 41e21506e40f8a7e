import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defer } from '../../src/doctor/deferred.ts'
import { fileStore } from '../../src/keys/file-store.ts'
import { formatKeyFile } from '../../src/keys/file-text.ts'
import type { KeyStore } from '../../src/keys/key-store.ts'
import { type LiveKeysTiming, openLiveKeys } from '../../src/keys/live-keys.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { CREATED, LATER, makeKey, observed } from '../rig/api-keys.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const { key, record } = makeKey()
const added = makeKey()
const open = (path: string) =>
  fileStore({ path, uid: process.geteuid?.() ?? null, env: { PATH: process.env.PATH ?? '' } })

/** A gate's keys on a file, read again all the time. */
async function start({
  more = {},
  store,
}: {
  more?: Partial<LiveKeysTiming>
  store?: (own: KeyStore) => KeyStore
} = {}) {
  const path = join(temporaryTree({ 'keys.json': formatKeyFile([record]) }, 0o600), 'keys.json')
  const own = open(path)
  const watched = observed(store?.(own) ?? own)
  const reports: Diagnostic[] = []
  const timing = { readAfterMs: 1, touchAfterMs: 1e6, now: () => LATER, ...more }
  const live = await openLiveKeys(watched.store, (diagnostic) => reports.push(diagnostic), timing)
  onTestFinished(() => live.close())
  const enters = (text = key) => live.admit(text, 'platform').ok
  /** The codes of the reports after two more readings. */
  const reported = async () => {
    await watched.nextRead()
    await watched.nextRead()
    return reports.splice(0).map(({ code, severity }) => `${severity} ${code}`)
  }
  return { path, own, live, enters, reported, nextRead: watched.nextRead }
}

describe('the keys of a running gate', () => {
  it('are those of the store as it is now: added, revoked', async () => {
    const { path, enters, reported } = await start()
    expect([enters(), enters(added.key)]).toEqual([true, false])
    await open(path).add(added.record)
    await open(path).revoke(record.id, LATER)
    expect(await reported()).toEqual([])
    expect([enters(), enters(added.key)]).toEqual([false, true])
  })

  it('take a revocation within five seconds with the times that a gate has', async () => {
    const own = await start({ more: { readAfterMs: undefined as never } })
    await open(own.path).revoke(record.id, LATER)
    const from = performance.now()
    await own.nextRead()
    expect(own.enters()).toBe(false)
    expect(performance.now() - from).toBeLessThan(5000)
  })

  it('expire while the gate runs, and stay so if the clock is turned back', async () => {
    let now = CREATED
    const path = join(
      temporaryTree({ 'keys.json': formatKeyFile([{ ...record, expiresAt: LATER }]) }, 0o600),
      'keys.json',
    )
    const live = await openLiveKeys(open(path), () => {}, { now: () => now })
    onTestFinished(() => live.close())
    expect(live.admit(key, 'platform').ok).toBe(true)
    now = LATER
    expect(live.admit(key, 'platform')).toMatchObject({ ok: false, cause: 'expired' })
  })
})

describe('a store that breaks under a running gate', () => {
  it.each<[string, (path: string) => void]>([
    ['malformed', (path) => writeFileSync(path, '{')],
    ['empty', (path) => writeFileSync(path, '')],
    ['readable by others', (path) => chmodSync(path, 0o644)],
    [
      'replaced by a folder',
      (path) => {
        rmSync(path)
        renameSync(temporaryTree({ a: '' }), path)
      },
    ],
  ])('is reported once if it is %s, and the last set counts until it is back', async (_, breakIt) => {
    const { path, enters, reported } = await start()
    breakIt(path)
    expect(await reported()).toEqual(['warning keys-not-read'])
    expect(await reported()).toEqual([])
    expect([enters(), enters(added.key)]).toEqual([true, false])
    rmSync(path, { recursive: true })
    renameSync(join(temporaryTree({ k: formatKeyFile([added.record]) }, 0o600), 'k'), path)
    const codes = await reported()
    // Between the two there may have been no file at all.
    expect(codes.filter((code) => code !== 'warning keys-gone')).toEqual(['notice key-store-back'])
    expect([enters(), enters(added.key)]).toEqual([false, true])
  })

  it('lets nobody in if it is gone, and everybody again if it is back', async () => {
    const { path, enters, reported } = await start()
    const text = readFileSync(path)
    rmSync(path)
    expect(await reported()).toEqual(['warning keys-gone'])
    expect(enters()).toBe(false)
    // Broken after it was gone: there is no good set.
    writeFileSync(`${path}.next`, '{', { mode: 0o600 })
    renameSync(`${path}.next`, path)
    expect(await reported()).toEqual(['warning keys-not-read'])
    expect(enters()).toBe(false)
    writeFileSync(path, text)
    expect(await reported()).toEqual(['notice key-store-back'])
    expect(enters()).toBe(true)
  })

  it('does not start a gate at all', async () => {
    const path = join(temporaryTree({ 'keys.json': '{' }, 0o600), 'keys.json')
    for (const [name, code] of [
      ['keys.json', 'key-store-malformed'],
      ['other.json', 'key-store-missing'],
    ] as const) {
      const opening = openLiveKeys(open(join(path, '..', name)), () => {})
      await expect(opening).rejects.toMatchObject({ diagnostic: { code, severity: 'error' } })
    }
  })
})

describe('a store with a bug', () => {
  it('costs no more than one that cannot be read: the last keys count', async () => {
    let isBroken = false
    const broken = (own: KeyStore): KeyStore => ({
      ...own,
      read: () => (isBroken ? Promise.reject(new TypeError('on purpose')) : own.read()),
    })
    const { enters, reported } = await start({ store: broken })
    isBroken = true
    expect(await reported()).toEqual(['warning keys-not-read'])
    expect(enters()).toBe(true)
  })
})

describe('the last uses', () => {
  it('are written together, later, and when the gate ends; refusals are none', async () => {
    const writes: number[] = []
    const counting = (own: KeyStore): KeyStore => ({
      ...own,
      touch: (uses) => {
        writes.push(uses.size)
        return own.touch(uses)
      },
    })
    const { path, own, live, enters } = await start({ store: counting })
    for (let request = 0; request < 1000; request++) enters()
    enters(added.key)
    expect([writes, statSync(path).size]).toEqual([[], formatKeyFile([record]).length])
    await live.close()
    await live.close()
    expect(writes).toEqual([1])
    expect((await own.read())[0]?.lastUsedAt).toEqual(LATER)
  })

  it('do not keep a gate from its end if the store does not answer', async () => {
    const hanging = (own: KeyStore): KeyStore => ({ ...own, touch: () => new Promise(() => {}) })
    const { live, enters } = await start({ store: hanging })
    enters()
    await live.close(1)
  })

  it('are tried again if they could not be written, and reported once', async () => {
    let left = 2
    const { promise, resolve } = defer<ReadonlyMap<string, Date>>()
    const failing = (own: KeyStore): KeyStore => ({
      ...own,
      touch: async (uses) => {
        if (left-- > 0) return open('/nowhere/keys.json').touch(uses)
        resolve(uses)
      },
    })
    const { enters, reported } = await start({ store: failing, more: { touchAfterMs: 1 } })
    enters()
    expect(await promise).toEqual(new Map([[record.id, LATER]]))
    expect(await reported()).toEqual(['notice uses-not-noted'])
  })
})
