// What the server reads and writes on disk, looked at before a start.
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examineArtifactFolder } from '../../src/checks/artifact-folder.ts'
import { examineDatabaseFiles } from '../../src/checks/database-file.ts'
import { checkTlsFiles } from '../../src/checks/tls-files.ts'
import type { Origin, Sourced } from '../../src/model/origin.ts'
import { isRoot, refusal, type Tree, temporaryTree, worldIn } from '../rig/temporary-tree.ts'

const option = { kind: 'option', name: '--backend-store-uri' } as const
const byDefault = { kind: 'default' } as const
const DATABASE = `SQLite format 3\0${'\0'.repeat(84)}`

describe('the file of a database', () => {
  function examine(tree: Tree, uri: string, { origin = option as Origin, folder = '.', registry = '' } = {}) {
    const top = temporaryTree(tree)
    const registryStoreUri: Sourced | null = registry ? { value: registry, origin: option } : null
    const stores = { backendStoreUri: { value: uri, origin }, registryStoreUri }
    return examineDatabaseFiles(worldIn(join(top, folder)), top, stores, '2.1.9')
  }

  it('that is there is nothing to talk about', () => {
    const found = examine({ 'mlflow.db': DATABASE }, 'sqlite:///mlflow.db')
    expect(found).toEqual({ file: expect.stringMatching(/\/mlflow\.db$/), registry: null, warnings: [], notices: [] })
  })

  it.each<[string, Tree, string, string]>([
    ['is not there', {}, 'sqlite:///mlflow.db', 'mlflow.db'],
    ['is empty', { 'mlflow.db': '' }, 'sqlite:///mlflow.db', 'mlflow.db'],
    ['has no folder yet', {}, 'sqlite:///a/b/mlflow.db', 'a/b/mlflow.db'],
    ['is encoded', {}, 'sqlite:///my%20db.db', 'my db.db'],
  ])('that %s is announced', (_, tree, uri, display) => {
    expect(examine(tree, uri).notices).toEqual([{ code: 'new-database', display, other: null }])
  })

  it('that the working directory hides is named, but not where somebody has asked for another', () => {
    const tree = { 'mlflow.db': DATABASE, 'sub/x': '' }
    const from = (origin: Origin) => examine(tree, 'sqlite:///mlflow.db', { origin, folder: 'sub' }).notices
    expect(from(byDefault)).toEqual([{ code: 'new-database', display: 'mlflow.db', other: '../mlflow.db' }])
    expect(from(option)).toEqual([{ code: 'new-database', display: 'mlflow.db', other: null }])
  })

  it.each<[string, Tree, string]>([
    ['kind', { 'mlflow.db/x': '' }, 'sqlite:///mlflow.db'],
    ['format', { 'mlflow.db': 'hello' }, 'sqlite:///mlflow.db'],
    ['folder', { a: '' }, 'sqlite:///a/mlflow.db'],
    ['folder', { a: '' }, 'sqlite:///a/b/c/mlflow.db'],
  ])('is refused: %s', (reason, tree, uri) => {
    expect(refusal(() => examine(tree, uri))).toMatchObject({ code: 'database-file', reason, origin: option })
    const twice = () => examine(tree, 'sqlite:///other.db', { registry: uri })
    expect(refusal(twice)).toMatchObject({ code: 'database-file', reason })
  })

  it.skipIf(isRoot)('is refused where it cannot be made (root may write everywhere)', () => {
    const top = temporaryTree({ closed: null })
    chmodSync(join(top, 'closed'), 0o500)
    const stores = { backendStoreUri: { value: 'sqlite:///closed/mlflow.db', origin: option }, registryStoreUri: null }
    expect(refusal(() => examineDatabaseFiles(worldIn(top), top, stores, '2.1.9'))).toMatchObject({
      reason: 'unwritable',
    })
  })

  it('of another kind of backend is none', () => {
    const none = { file: null, registry: null, warnings: [], notices: [] }
    expect(examine({}, 'postgresql://h/d')).toEqual(none)
  })
})

describe('the folder of artifacts', () => {
  function examine(tree: Tree, value: string) {
    const folder = temporaryTree(tree)
    const destination = { value: value.replace('TOP', folder), origin: option }
    const settings = { mode: 'local', destination, defaultRoot: null, presigned: null } as const
    return examineArtifactFolder({ ...settings, serve: { value: true, origin: byDefault } }, folder)
  }

  it.each(['./mlartifacts', 'a/b/c', 'file://TOP/a', 's3://b/x', 'file:relative'])('may be %s', (value) => {
    expect(examine({}, value)).toEqual([])
  })

  it.each(['a', 'a/b', 'file://TOP/a/b'])('is refused at or below a file: %s', (value) => {
    expect(refusal(() => examine({ a: '' }, value))).toMatchObject({
      code: 'artifact-folder',
      display: expect.stringMatching(/\/a$/),
    })
  })
})

describe('the files of TLS', () => {
  const pem = (...kinds: readonly string[]) => kinds.map((kind) => `-----BEGIN ${kind}-----\nx\n`).join('')
  const certificate = pem('CERTIFICATE', 'CERTIFICATE')
  const both = pem('EC PRIVATE KEY', 'TRUSTED CERTIFICATE')
  const files = { 'c.pem': both, 'a b/c.pem': both, 'certificate.pem': certificate, 'key.pem': pem('PRIVATE KEY') }
  const check = (passed: readonly string[], variable = '', env = {}) => {
    const folder = temporaryTree({ ...files, 'csr.pem': pem('CERTIFICATE REQUEST'), 'a.der': '\0\x01' })
    return refusal(() => checkTlsFiles(passed, { MLFLOW_UVICORN_OPTS: variable, ...env }, folder, 'auto'))
  }

  it.each<[string[], string, Record<string, string>?]>([
    [['--uvicorn-opts', '--ssl-certfile c.pem --ssl-keyfile=c.pem'], ''],
    [["--uvicorn-opts=--ssl-certfile 'a b/c.pem'"], ''],
    [[], '--ssl-certfile="a b/c.pem" --log-level info'],
    // What the option replaces does not count.
    [['--uvicorn-opts', '--log-level info'], '--ssl-certfile no.pem'],
    [[], "--ssl-certfile a' 'b/c.pem"],
    // An open quote is MLflow's to tell.
    [[], "--ssl-certfile 'no.pem"],
    [[], '--ssl-certfile no.pem --ssl-certfile c.pem'],
    [[], '--ssl-certfile certificate.pem --ssl-keyfile key.pem --ssl-ca-certs certificate.pem'],
    [[], '--ssl-certfile certificate.pem', { UVICORN_SSL_KEYFILE: 'key.pem' }],
    [[], '--ssl-certfile certificate.pem --ssl-keyfile key.pem', { UVICORN_SSL_KEYFILE: 'no.pem' }],
  ])('are there: %j %s %j', (passed, variable, env) => {
    expect(check(passed, variable, env)).toBeNull()
  })

  it.each(['BEGIN ENCRYPTED PRIVATE KEY-----', 'BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED'])(
    'are of no use without the password of a key: %s',
    (head) => {
      const folder = temporaryTree({ 'c.pem': certificate, 'k.pem': `-----${head}\n\nx\n` })
      const env = { UVICORN_SSL_CERTFILE: 'c.pem', UVICORN_SSL_KEYFILE: 'k.pem' }
      expect(refusal(() => checkTlsFiles([], env, folder, 'auto'))).toMatchObject({ reason: 'locked' })
      expect(refusal(() => checkTlsFiles([], env, folder, 'exec'))).toBeNull()
      const known = { ...env, UVICORN_SSL_KEYFILE_PASSWORD: 'x' }
      expect(refusal(() => checkTlsFiles([], known, folder, 'auto'))).toBeNull()
    },
  )

  it('may begin with a byte order mark', () => {
    const folder = temporaryTree({ 'c.pem': `\ufeff${both}` })
    expect(refusal(() => checkTlsFiles([], { UVICORN_SSL_CERTFILE: 'c.pem' }, folder, 'auto'))).toBeNull()
  })

  it.each([
    ['--ssl-certfile', 'no certificate', '--ssl-certfile key.pem --ssl-keyfile certificate.pem'],
    ['--ssl-certfile', 'no certificate', '--ssl-certfile csr.pem --ssl-keyfile key.pem'],
    ['--ssl-certfile', 'no certificate', '--ssl-certfile a.der --ssl-keyfile key.pem'],
    ['--ssl-ca-certs', 'no certificate', '--ssl-certfile c.pem --ssl-ca-certs key.pem'],
    ['--ssl-keyfile', 'no key', '--ssl-certfile certificate.pem --ssl-keyfile certificate.pem'],
    ['--ssl-certfile', 'no key', '--ssl-certfile certificate.pem'],
    ['--ssl-keyfile', 'alone', '--ssl-keyfile key.pem'],
  ])('are of no use: %s, %s', (option, reason, variable) => {
    expect(check([], variable)).toMatchObject({ code: 'tls-file-unusable', option, reason })
  })

  it.each(['no.pem', 'a b'])("named by uvicorn's own variables are not: %s", (file) => {
    const folder = temporaryTree({ 'a b/c.pem': '' })
    const env = { UVICORN_SSL_KEYFILE: file }
    expect(refusal(() => checkTlsFiles([], env, folder, 'auto'))).toMatchObject({
      option: 'UVICORN_SSL_KEYFILE',
      display: file,
    })
  })

  it.each([
    [['--uvicorn-opts', '--ssl-certfile c.pem --ssl-keyfile no.pem'], '', '--ssl-keyfile'],
    [['--uvicorn-opts=--ssl-ca-certs=no.pem'], '', '--ssl-ca-certs'],
    [[], "--ssl-certfile 'no.pem'", '--ssl-certfile'],
  ])('are not: %j %s', (passed, variable, name) => {
    expect(check(passed, variable)).toEqual({ code: 'tls-file-missing', option: name, display: 'no.pem' })
  })
})
