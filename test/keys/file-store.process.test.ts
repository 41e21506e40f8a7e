import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fileStore } from '../../src/keys/file-store.ts'
import { formatKeyFile } from '../../src/keys/file-text.ts'
import type { KeyRecord } from '../../src/keys/key-record.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { CREATED, LATER, makeKey } from '../rig/api-keys.ts'
import { giveAway, temporaryTree } from '../rig/temporary-tree.ts'

const { key, record } = makeKey({ expiresAt: LATER, note: 'the nightly job' })
const other = makeKey().record
const own = process.geteuid?.() ?? null
const env = { PATH: process.env.PATH ?? '' }

const open = (path: string, more: { uid?: number | null; env?: { PATH: string }; waitSeconds?: number } = {}) =>
  fileStore({ path, uid: own, env, ...more })
const place = (records: readonly KeyRecord[] = [record, other]) => {
  const path = join(temporaryTree({ 'keys.json': formatKeyFile(records) }, 0o600), 'keys.json')
  return { path, store: open(path) }
}
const write = (path: string, text: string) => writeFileSync(path, text, { mode: 0o600 })
const modeOf = (path: string) => statSync(path).mode & 0o777
const refusal = async (run: Promise<unknown>): Promise<Diagnostic> => {
  const error = await run.then(
    () => expect.unreachable('it was not refused'),
    (thrown) => thrown,
  )
  return error.diagnostic ?? expect.unreachable(String(error))
}

describe('a file of keys', () => {
  it('is made with its folder for the first key, for this user alone, and holds no key', async () => {
    const folder = join(temporaryTree(), 'config', 'with-mlflow-env')
    const store = open(join(folder, 'keys.json'))
    await store.add(record)
    await store.add(other)
    expect(await store.read()).toEqual([record, other])
    expect([modeOf(folder), modeOf(store.location)]).toEqual([0o700, 0o600])
    expect(readFileSync(store.location, 'utf8')).not.toContain(key.slice(18))
    expect(readdirSync(folder).sort()).toEqual(['keys.json', 'keys.json.lock'])
  })

  it('gets the same permissions whatever the umask is', async () => {
    const before = process.umask(0o277)
    onTestFinished(() => void process.umask(before))
    const store = open(join(temporaryTree(), 'keys.json'))
    await store.add(record)
    expect(modeOf(store.location)).toBe(0o600)
  })

  it('keeps all keys if a file of an interrupted writer is in the way', async () => {
    const { path, store } = place()
    writeFileSync(`${path}.new`, 'half of', { mode: 0o644 })
    await store.revoke(record.id, LATER)
    expect(await store.read()).toEqual([{ ...record, revokedAt: LATER }, other])
    expect(modeOf(path)).toBe(0o600)
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it('is not written through a link that is put in the place of the new file', async () => {
    const { path, store } = place()
    const target = join(temporaryTree({ target: 'mine' }), 'target')
    symlinkSync(target, `${path}.new`)
    await store.revoke(record.id, LATER)
    expect(readFileSync(target, 'utf8')).toBe('mine')
  })

  it('loses nothing if many write at once', async () => {
    const { path, store } = place([])
    const records = Array.from({ length: 40 }, () => makeKey().record)
    await Promise.all(records.map((each) => open(path).add(each)))
    expect(new Set((await store.read()).map(({ id }) => id))).toEqual(new Set(records.map(({ id }) => id)))
  })

  it('gives the same array until it changes', async () => {
    const { store } = place()
    const first = await store.read()
    expect(await store.read()).toBe(first)
    await store.revoke(record.id, LATER)
    expect(await store.read()).not.toBe(first)
  })
})

describe('to revoke', () => {
  it('keeps the time of the first time', async () => {
    const { store } = place()
    await store.revoke(record.id, CREATED)
    await store.revoke(record.id, LATER)
    expect((await store.read())[0]?.revokedAt).toEqual(CREATED)
  })

  it('needs a key of the file', async () => {
    const { store } = place()
    expect(await refusal(store.revoke(makeKey().record.id, LATER))).toMatchObject({ code: 'key-unknown' })
  })
})

describe('last uses', () => {
  it('are noted if they are later than the last one, and of a key of the file', async () => {
    const { store } = place([{ ...record, lastUsedAt: LATER }, other])
    const uses = [record, other, makeKey().record].map(({ id }) => [id, CREATED] as const)
    await store.touch(new Map(uses))
    expect((await store.read()).map(({ lastUsedAt }) => lastUsedAt)).toEqual([LATER, CREATED])
  })

  it('leave the file as it is if none is later', async () => {
    const { store } = place([{ ...record, lastUsedAt: LATER }])
    const before = await store.read()
    await store.touch(new Map([[record.id, CREATED]]))
    expect(await store.read()).toBe(before)
  })
})

describe('a file that cannot be trusted', () => {
  it.each<[string, (path: string) => unknown, Partial<Diagnostic>]>([
    ['is missing', () => {}, { code: 'key-store-missing' }],
    ['is empty', (path) => write(path, ''), { code: 'key-store-malformed' }],
    ['is no JSON', (path) => write(path, '{"version": 1,'), { code: 'key-store-malformed' }],
    ['is a list', (path) => write(path, '[]'), { code: 'key-store-malformed' }],
    ['has no version', (path) => write(path, '{"keys": []}'), { code: 'key-store-malformed' }],
    ['has a version of later', (path) => write(path, '{"version": 2}'), { code: 'key-store-newer' }],
    [
      'has more than keys',
      (path) => write(path, '{"version": 1, "keys": [], "deny": []}'),
      { code: 'key-store-malformed' },
    ],
    ['has half a key', (path) => write(path, '{"version": 1, "keys": [{}]}'), { code: 'key-store-malformed' }],
    [
      'has one id twice',
      (path) => write(path, formatKeyFile([record, { ...other, id: record.id }])),
      { code: 'key-store-malformed', data: expect.objectContaining({ reason: 'the id of key 2 of 2 is there twice' }) },
    ],
    [
      'is larger than any list of keys',
      (path) => {
        write(path, formatKeyFile([record]))
        truncateSync(path, 17 * 1024 * 1024)
      },
      { code: 'key-store-malformed' },
    ],
    ['is a folder', (path) => mkdirSync(path), { code: 'key-store-not-a-file' }],
    ['is a device', (path) => symlinkSync('/dev/zero', path), { code: 'key-store-not-a-file' }],
    ['is a link to one', (path) => symlinkSync(place().path, path), { code: 'key-store-not-a-file' }],
    ['is a link to nothing', (path) => symlinkSync('/nowhere/keys.json', path), { code: 'key-store-not-a-file' }],
  ])('is refused if it %s, and left as it is', async (_, make, expected) => {
    const path = join(temporaryTree(), 'keys.json')
    make(path)
    const store = open(path)
    expect(await refusal(store.read())).toMatchObject({ severity: 'error', ...expected })
    expect(await refusal(store.revoke(record.id, LATER))).toMatchObject({ severity: 'error', ...expected })
    if (expected.code !== 'key-store-missing') {
      expect(await refusal(store.add(record))).toMatchObject({ severity: 'error', ...expected })
    }
  })

  it.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o666])('is refused with the mode %o', async (mode) => {
    const { path, store } = place()
    chmodSync(path, mode)
    const refused = { code: 'key-store-open', data: { location: path, mode, keepsModes: true } }
    expect(await refusal(store.read())).toMatchObject(refused)
    expect(await refusal(store.add(makeKey().record))).toMatchObject(refused)
  })

  it.each([0o600, 0o400, 0o700])('is taken with the mode %o', async (mode) => {
    const { path, store } = place()
    chmodSync(path, mode)
    expect(await store.read()).toHaveLength(2)
  })

  it("is refused if it is another user's", async () => {
    const { path } = place()
    const { uid, owner } = giveAway(path)
    const refused = { code: 'key-store-of-other-user', data: { owner } }
    expect(await refusal(open(path, { uid }).read())).toMatchObject(refused)
    expect(await refusal(open(path, { uid }).add(record))).toMatchObject(refused)
  })

  it('is refused as a named pipe, without waiting for a writer', async () => {
    const path = join(temporaryTree(), 'keys.json')
    await once(spawn('mkfifo', ['-m', '600', path]), 'close')
    expect(await refusal(open(path).read())).toMatchObject({
      code: 'key-store-not-a-file',
      data: { found: 'a named pipe' },
    })
  })
})

describe('the lock', () => {
  /** Another process that has the lock until it ends. */
  async function holdLock(path: string) {
    const holder = spawn('flock', [`${path}.lock`, 'sh', '-c', 'echo locked; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder.stdout, 'data')
    return holder
  }

  it('makes a writer wait, and readers not; and ends with a holder that was killed', async () => {
    const { path, store } = place()
    const holder = await holdLock(path)
    let isDone = false
    const revoking = store.revoke(record.id, LATER).then(() => {
      isDone = true
    })
    expect(await open(path).read()).toHaveLength(2)
    // A whole start of the program that waits for the lock.
    await once(spawn('flock', ['-n', `${path}.lock`, 'true']), 'close')
    expect(isDone).toBe(false)
    holder.stdin.end()
    await revoking
    const killed = await holdLock(path)
    const touching = store.touch(new Map([[record.id, LATER]]))
    killed.kill('SIGKILL')
    await touching
    expect((await store.read())[0]).toMatchObject({ revokedAt: LATER, lastUsedAt: LATER })
  })

  it('is not waited for for ever', async () => {
    const { path, store } = place()
    await holdLock(path)
    expect(await refusal(open(path, { waitSeconds: 1 }).add(makeKey().record))).toMatchObject({
      code: 'key-store-locked',
      data: { location: path },
    })
    expect(await store.read()).toHaveLength(2)
  })

  it("is refused as another user's file, who could keep it, and as a link", async () => {
    const { path } = place()
    writeFileSync(`${path}.lock`, '')
    const { uid } = giveAway(`${path}.lock`)
    if (uid === own) {
      expect(await refusal(open(path, { uid }).add(other))).toMatchObject({ code: 'key-store-of-other-user' })
    }
    const linked = place()
    symlinkSync(path, `${linked.path}.lock`)
    expect(await refusal(linked.store.add(other))).toMatchObject({ code: 'key-store-not-a-file' })
  })

  it('is taken by Python if there is no flock, as on macOS', async () => {
    const { path, store } = place()
    const PATH = temporaryTree({})
    const python = execFileSync('python3', ['-c', 'import os, sys; print(os.path.realpath(sys.executable))'])
    symlinkSync(python.toString().trim(), join(PATH, 'python3'))
    const holder = await holdLock(path)
    let isDone = false
    const adding = open(path, { env: { PATH } })
      .add(makeKey().record)
      .then(() => {
        isDone = true
      })
    // A whole start of Python, with the same wait.
    await once(spawn('python3', ['-c', 'pass']), 'close')
    expect(isDone).toBe(false)
    holder.stdin.end()
    await adding
    expect(await store.read()).toHaveLength(3)
  })

  it('needs flock or Python, and nothing is written without them', async () => {
    const { path } = place()
    const before = readFileSync(path, 'utf8')
    expect(await refusal(open(path, { env: { PATH: '/nowhere' } }).add(other))).toMatchObject({
      code: 'key-store-needs-flock',
    })
    expect(readFileSync(path, 'utf8')).toBe(before)
  })
})

describe('a file that somebody edits', () => {
  it('is read again, also if its size and its time stay', async () => {
    const { path, store } = place()
    expect(await store.read()).toHaveLength(2)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"write"', '"admin"'))
    expect((await store.read())[0]?.scope).toBe('admin')
    appendFileSync(path, 'x')
    expect(await refusal(store.read())).toMatchObject({ code: 'key-store-malformed' })
    writeFileSync(path, text)
    expect((await store.read())[0]?.scope).toBe('write')
  })
})
