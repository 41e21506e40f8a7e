import { execFileSync } from 'node:child_process'
import type { StatsFs } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvFile } from '../../src/env-files/read.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { Origin } from '../../src/model/origin.ts'
import {
  giveAway,
  giveFolder,
  hostContextIn,
  isRoot,
  makeWritable,
  refusal as refusalOf,
  type Tree,
  temporaryTree,
} from '../rig/temporary-tree.ts'
import { watchFs } from '../rig/watched-fs.ts'

const NAMED: Origin = { kind: 'option', name: '--env-file' }

function read(content: Tree[string], named: Origin | null = null) {
  const folder = temporaryTree({ '.env': content })
  return readEnvFile(hostContextIn(folder), join(folder, '.env'), named)
}
/** What it is refused for, with the data. */
function refusal(run: () => unknown) {
  const diagnostic = refusalOf(run) as Diagnostic | null
  return diagnostic && { code: diagnostic.code, origin: diagnostic.origin, ...(diagnostic.data as object) }
}
const failure = (content: Tree[string], named: Origin | null = null) => refusal(() => read(content, named))

describe('a .env file', () => {
  it('keeps its text', () => {
    const { text, warnings } = read('A=x#y\nB="ä"\n')
    expect(text).toMatchObject({ display: '.env', text: 'A=x#y\nB="ä"\n' })
    expect(warnings).toEqual([])
  })

  it.each<[string, Tree[string]]>([
    ['empty', ''],
    ['with a byte order mark', '\ufeffA=1\n'],
    ['with CRLF', 'A=1\r\n'],
    ['of some size', `A=${'x'.repeat(200_000)}\n`],
  ])('can be %s', (_, content) => {
    expect(read(content).text.text).toBe(content)
  })

  it('can be a link', () => {
    const folder = temporaryTree({ '.env': { link: 'real' }, real: 'A=1' })
    expect(readEnvFile(hostContextIn(folder), join(folder, '.env'), null).text.text).toBe('A=1')
  })

  it('can be the null device if it is named', () => {
    expect(readEnvFile(hostContextIn('/'), '/dev/null', NAMED).text.text).toBe('')
  })
})

describe('reading a .env file', () => {
  it.each<[string, Tree[string], object]>([
    ['a folder', null, { code: 'env-file-not-regular', kind: 'a directory' }],
    ['a link to a folder', { link: '.' }, { code: 'env-file-not-regular', kind: 'a directory' }],
    ['a link that leads nowhere', { link: 'gone' }, { code: 'env-file-unreadable', reason: 'the link leads nowhere' }],
    ['a link to itself', { link: '.env' }, { code: 'env-file-unreadable', reason: 'the link leads to itself' }],
    ['too much', Buffer.alloc(8 * 1024 * 1024 + 1, 'A'), { code: 'env-file-too-large', bytes: 8_388_609 }],
  ])('refuses %s', (_, content, expected) => {
    for (const named of [null, NAMED]) {
      if (named && 'reason' in expected && expected.reason === 'the link leads nowhere') continue
      expect(failure(content, named)).toMatchObject({ display: '.env', ...expected })
    }
  })

  it('refuses a socket', async () => {
    const folder = temporaryTree()
    const path = join(folder, '.env')
    const server = createServer().listen(path)
    await new Promise((resolve) => server.once('listening', resolve))
    expect(refusal(() => readEnvFile(hostContextIn(folder), path, null))).toMatchObject({
      code: 'env-file-not-regular',
      kind: 'a socket',
    })
    await new Promise((resolve) => server.close(resolve))
  })

  it('refuses a device that the search finds', () => {
    const folder = temporaryTree({ '.env': { link: '/dev/null' } })
    const found = refusal(() => readEnvFile(hostContextIn(folder), join(folder, '.env'), null))
    expect(found).toMatchObject({ code: 'env-file-not-regular', kind: 'a device' })
  })

  it('refuses one that is named and missing', () => {
    const folder = temporaryTree()
    const found = refusal(() => readEnvFile(hostContextIn(folder), join(folder, 'gone.env'), NAMED))
    expect(found).toEqual({ code: 'env-file-missing', display: 'gone.env', origin: NAMED })
  })

  it('refuses one below a file', () => {
    const folder = temporaryTree({ file: '' })
    const found = refusal(() => readEnvFile(hostContextIn(folder), join(folder, 'file/.env'), NAMED))
    expect(found).toMatchObject({ code: 'env-file-unreadable', reason: 'a part of the path is not a directory' })
  })

  it.skipIf(process.platform !== 'linux')('refuses one that opens, and then cannot be read (tried on Linux)', () => {
    // Nothing is mapped at the first address.
    const found = refusal(() => readEnvFile(hostContextIn('/'), '/proc/self/mem', NAMED))
    expect(found).toMatchObject({ code: 'env-file-unreadable', reason: 'the disk reports an error' })
  })

  it.skipIf(isRoot)(
    'refuses one that the user cannot read (skipped as root, who can read everything: e2e/owners.test.ts tries it as another user)',
    () => {
      const folder = temporaryTree({ '.env': 'A=1' })
      execFileSync('chmod', ['000', join(folder, '.env')])
      const found = refusal(() => readEnvFile(hostContextIn(folder), join(folder, '.env'), null))
      expect(found).toMatchObject({ code: 'env-file-unreadable', reason: 'permission denied' })
    },
  )
})

describe('a .env file that is no text', () => {
  const utf8 = (line: number) => ({ code: 'env-file-not-utf8', line, utf16: null })
  const utf16 = (part: 'whole' | 'part', line = 1) => ({ code: 'env-file-not-utf8', line, utf16: part })
  it.each<[string, Buffer | string, object]>([
    ['UTF-16, low byte first', Buffer.from('\ufeffA=1\n', 'utf16le'), utf16('whole')],
    ['UTF-16, high byte first', Buffer.from([0xfe, 0xff, 0, 0x41]), utf16('whole')],
    ['UTF-16 without a mark', Buffer.from('A=1\n', 'utf16le'), utf16('whole')],
    ['UTF-16 without a mark, high byte first', Buffer.from('A=1\n', 'utf16le').swap16(), utf16('whole')],
    ['UTF-16 after UTF-8', Buffer.concat([Buffer.from('A=1\n'), Buffer.from('B=1\n', 'utf16le')]), utf16('part', 2)],
    ['Latin-1 on the third line', Buffer.from('A=1\n\nB=\xfc\n', 'latin1'), utf8(3)],
    ['Latin-1 in a comment', Buffer.from('# \xfc\nA=1', 'latin1'), utf8(1)],
    ['half a character at the end', Buffer.from([0x41, 0x3d, 0xc3]), utf8(1)],
    ['NUL on the second line', 'A=1\nB=\0\n', { code: 'env-file-nul', line: 2 }],
  ])('is refused if it is named, and left to decide about if the search found it: %s', (_, content, expected) => {
    expect(failure(content, NAMED)).toMatchObject({ display: '.env', ...expected })
    const { code, ...data } = expected as { code: string }
    expect(read(content)).toMatchObject({
      text: { text: '' },
      undecoded: { error: { code, severity: 'error', data }, warning: { code, severity: 'warning', data } },
    })
  })

  it('tells the names that may decide, in every encoding', () => {
    const text =
      '# MLflow in AWS: \xfc\nMLFLOW_TRACKING_URI=http://h\nDB=x\nMLFOW_AWS_KEY=\xe4\nDEFAULT_ARTIFACT_ROOT=s3://b\n'
    const names = ['MLFLOW_TRACKING_URI', 'MLFOW_AWS_KEY', 'DEFAULT_ARTIFACT_ROOT']
    const contents = [Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le'), `${text}\0`]
    for (const content of [...contents, Buffer.from(text, 'utf16le').swap16()]) {
      expect(read(content).undecoded?.names).toEqual(names)
    }
  })

  it('may be one long word', () => {
    const text = `\xe9${'a_'.repeat(300_000)}`
    const started = performance.now()
    for (const content of [Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      expect(read(content).undecoded?.names).toEqual([])
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('another user’s file', () => {
  // The root folder's owner is neither: the working directory's owner is trusted too.
  const elsewhere = (uid: number) => hostContextIn('/', { uid })

  it('is refused if the search found it', () => {
    const path = join(temporaryTree({ '.env': 'A=1' }), '.env')
    const { uid, owner } = giveAway(path)
    const found = refusal(() => readEnvFile(elsewhere(uid), path, null))
    expect(found).toMatchObject({ code: 'env-file-untrusted-owner', part: 'file', owner })
  })

  it('is refused through a link of the user’s own', () => {
    const folder = temporaryTree({ '.env': { link: 'real' }, real: 'A=1' })
    const { uid, owner } = giveAway(join(folder, 'real'))
    const found = refusal(() => readEnvFile(elsewhere(uid), join(folder, '.env'), null))
    expect(found).toMatchObject({ code: 'env-file-untrusted-owner', owner })
  })

  it('is refused if only the link is another user’s', () => {
    const path = join(temporaryTree({ '.env': { link: '/etc/passwd' } }), '.env')
    const { uid, owner } = giveAway(path)
    expect(refusal(() => readEnvFile(elsewhere(uid), path, null))).toMatchObject({ part: 'link', owner })
  })

  it('is read if --env-file names it', () => {
    const path = join(temporaryTree({ '.env': 'A=1' }), '.env')
    const { uid } = giveAway(path)
    expect(readEnvFile(elsewhere(uid), path, NAMED).text.text).toBe('A=1')
  })

  it('is read if the working directory has the same owner', () => {
    const folder = temporaryTree({ '.env': 'A=1' })
    const { uid } = giveAway(join(folder, '.env'))
    giveFolder(folder)
    expect(readEnvFile(hostContextIn(folder, { uid }), join(folder, '.env'), null).text.text).toBe('A=1')
  })

  it('is read on a system without user ids', () => {
    const path = join(temporaryTree({ '.env': 'A=1' }), '.env')
    giveAway(path)
    expect(readEnvFile(hostContextIn('/', { uid: null }), path, null).text.text).toBe('A=1')
  })
})

describe('a file that everybody can write to', () => {
  it('causes a warning if the search found it', () => {
    const folder = temporaryTree({ '.env': 'A=1' })
    const path = join(folder, '.env')
    expect(readEnvFile(hostContextIn(folder), path, null).warnings).toEqual([])
    makeWritable(path)
    expect(readEnvFile(hostContextIn(folder), path, null).warnings).toMatchObject([
      { code: 'env-file-writable', severity: 'warning', data: { display: '.env' } },
    ])
    expect(readEnvFile(hostContextIn(folder), path, NAMED).warnings).toEqual([])
    expect(readEnvFile(hostContextIn(folder, { platform: 'win32' }), path, null).warnings).toEqual([])
  })

  it('causes none where files have no permissions of their own, as on a drive of Windows', () => {
    const folder = temporaryTree({ '.env': 'A=1' })
    makeWritable(join(folder, '.env'))
    const typeOf9p = 0x01021997
    watchFs('statfsSync').mockReturnValue({ type: typeOf9p } as StatsFs)
    expect(readEnvFile(hostContextIn(folder), join(folder, '.env'), null).warnings).toEqual([])
  })
})
