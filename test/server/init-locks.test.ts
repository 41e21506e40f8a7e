// What MLflow leaves in the directory for temporary files. The names are those that SQLAlchemy 2.1's text of the URI leads to.
import { closeSync, existsSync, openSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InitLocks, lockNames } from '../../src/server/init-locks.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const SQLITE = 'sqlite:///mlflow.db'
const SQLITE_LOCK = 'db_init_lock-78c7ad9b4bc4393d3e0ea404469bfac5'

describe('the name of the lock of a database', () => {
  it.each([
    [SQLITE, SQLITE_LOCK],
    ['sqlite:////srv/ml%20flow/a.db', 'db_init_lock-b386461ec2afefb8e7293bb60adfe674'],
    ['sqlite:////srv/ml flow/(ä).db', 'db_init_lock-c2a22b4f41d8d370852140261dbf322d'],
    ['postgresql://u@h/d', 'db_init_lock-b1e0e15a4f322f0fd40a50d5db9cc49d'],
    ['postgresql://u:p%40w@h:5432/d', 'db_init_lock-95f879f368ed645d3922dfd4617b6af8'],
    ['postgresql://u%20x:p@h:5432/d%23e', 'db_init_lock-f295c94c9087d145105811438bcb3f87'],
    [
      'postgresql+psycopg2://u:p@/d?host=/tmp/x&connect_timeout=5&a=*~',
      'db_init_lock-30457ce4a9a47dddd2e47b1187b3f97d',
    ],
    ['mysql+pymysql://a:b:c@h/d?ssl_ca=/etc/ca.pem', 'db_init_lock-9bb63a75b6c82bb65e059fb106c9afcc'],
  ])('is that which MLflow gives it: %s', (uri, name) => {
    expect(lockNames(uri)).toContain(name)
  })
})

describe('the locks of a server', () => {
  function setUp(files: readonly string[] = []) {
    const folder = temporaryTree({ tmp: null, ...Object.fromEntries(files.map((name) => [`tmp/${name}`, ''])) })
    return { directory: join(folder, 'tmp'), locks: new InitLocks({ TMPDIR: 'tmp' }, folder, [SQLITE]) }
  }

  it('are removed', () => {
    const { directory, locks } = setUp()
    writeFileSync(join(directory, SQLITE_LOCK), '')
    locks.remove()
    expect(existsSync(join(directory, SQLITE_LOCK))).toBe(false)
    locks.remove()
  })

  it('stay if they were there before', () => {
    const { directory, locks } = setUp([SQLITE_LOCK])
    locks.remove()
    expect(existsSync(join(directory, SQLITE_LOCK))).toBe(true)
  })

  it.skipIf(process.platform !== 'linux')('stay while a process has them open (Linux only)', () => {
    const { directory, locks } = setUp()
    const file = openSync(join(directory, SQLITE_LOCK), 'w')
    locks.remove()
    expect(existsSync(join(directory, SQLITE_LOCK))).toBe(true)
    closeSync(file)
    locks.remove()
    expect(existsSync(join(directory, SQLITE_LOCK))).toBe(false)
  })

  it('are no other files', () => {
    const { directory, locks } = setUp()
    const other = join(directory, `db_init_lock-${'0'.repeat(32)}`)
    writeFileSync(other, '')
    writeFileSync(join(directory, SQLITE_LOCK), 'text')
    locks.remove()
    expect(existsSync(other) && existsSync(join(directory, SQLITE_LOCK))).toBe(true)
  })

  it('are no links', () => {
    const { directory, locks } = setUp(['target'])
    symlinkSync('target', join(directory, SQLITE_LOCK))
    locks.remove()
    expect(existsSync(join(directory, SQLITE_LOCK))).toBe(true)
  })
})
