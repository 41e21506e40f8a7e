import { describe, expect, it } from 'vitest'
import type { PythonContext } from '../../src/checks/context.ts'
import { tlsFiles } from '../../src/checks/tls-files.ts'
import { checkContext } from '../rig/check-context.ts'
import { type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const pem = (...kinds: readonly string[]) => kinds.map((kind) => `-----BEGIN ${kind}-----\nx\n`).join('')
const certificate = pem('CERTIFICATE', 'CERTIFICATE')
const both = pem('EC PRIVATE KEY', 'TRUSTED CERTIFICATE')
const FILES: Tree = {
  'c.pem': both,
  'a b/c.pem': both,
  'certificate.pem': certificate,
  'key.pem': pem('PRIVATE KEY'),
  'csr.pem': pem('CERTIFICATE REQUEST'),
  'a.der': '\0\x01',
}

function check(tree: Tree, env: Readonly<Record<string, string>>, more: Partial<PythonContext> = {}) {
  return tlsFiles.run(checkContext({}, { env, cwd: temporaryTree(tree), ...more }))
}

const checkOptions = (passthroughArgs: readonly string[], variable = '', env = {}) =>
  check(FILES, { MLFLOW_UVICORN_OPTS: variable, ...env }, { passthroughArgs })

describe('the files of TLS', () => {
  it.each<[string[], string, Record<string, string>?]>([
    [['--uvicorn-opts', '--ssl-certfile c.pem --ssl-keyfile=c.pem'], ''],
    [["--uvicorn-opts=--ssl-certfile 'a b/c.pem'"], ''],
    [[], '--ssl-certfile="a b/c.pem" --log-level info'],
    // The option replaces the variable.
    [['--uvicorn-opts', '--log-level info'], '--ssl-certfile no.pem'],
    [[], "--ssl-certfile a' 'b/c.pem"],
    // MLflow itself refuses an open quote.
    [[], "--ssl-certfile 'no.pem"],
    [[], '--ssl-certfile no.pem --ssl-certfile c.pem'],
    [[], '--ssl-certfile certificate.pem --ssl-keyfile key.pem --ssl-ca-certs certificate.pem'],
    [[], '--ssl-certfile certificate.pem', { UVICORN_SSL_KEYFILE: 'key.pem' }],
    [[], '--ssl-certfile certificate.pem --ssl-keyfile key.pem', { UVICORN_SSL_KEYFILE: 'no.pem' }],
  ])('are accepted if they are there: %j %s %j', (passthroughArgs, variable, env) => {
    expect(checkOptions(passthroughArgs, variable, env)).toEqual([])
  })

  it.each([
    [['--uvicorn-opts', '--ssl-certfile c.pem --ssl-keyfile no.pem'], '', '--ssl-keyfile'],
    [['--uvicorn-opts=--ssl-ca-certs=no.pem'], '', '--ssl-ca-certs'],
    [[], "--ssl-certfile 'no.pem'", '--ssl-certfile'],
  ])('are refused if one is missing: %j %s', (passthroughArgs, variable, option) => {
    expect(checkOptions(passthroughArgs, variable)).toMatchObject([
      { code: 'tls-file-unusable', severity: 'error', data: { option, file: 'no.pem', problem: 'missing' } },
    ])
  })

  it.each(['no.pem', 'a b'])("are refused if one is missing that uvicorn's own variable names: %s", (file) => {
    expect(check({ 'a b/c.pem': '' }, { UVICORN_SSL_KEYFILE: file })).toMatchObject([
      { data: { option: 'UVICORN_SSL_KEYFILE', file, problem: 'missing' } },
    ])
  })

  it('are all named if several are missing', () => {
    expect(checkOptions([], '--ssl-certfile no.pem --ssl-keyfile none.pem')).toHaveLength(2)
  })

  it.each([
    ['--ssl-certfile', 'not a certificate', '--ssl-certfile csr.pem --ssl-keyfile key.pem'],
    ['--ssl-certfile', 'not a certificate', '--ssl-certfile a.der --ssl-keyfile key.pem'],
    ['--ssl-ca-certs', 'not a certificate', '--ssl-certfile c.pem --ssl-ca-certs key.pem'],
    ['--ssl-keyfile', 'not a key', '--ssl-certfile certificate.pem --ssl-keyfile certificate.pem'],
    ['--ssl-certfile', 'not a key', '--ssl-certfile certificate.pem'],
    ['--ssl-keyfile', 'no certificate option', '--ssl-keyfile key.pem'],
  ])('are refused if one holds something else: %s, %s', (option, problem, variable) => {
    expect(checkOptions([], variable)).toMatchObject([{ code: 'tls-file-unusable', data: { option, problem } }])
  })

  it('are both refused if key and certificate are swapped', () => {
    const found = checkOptions([], '--ssl-certfile key.pem --ssl-keyfile certificate.pem')
    expect(found).toMatchObject([{ data: { problem: 'not a certificate' } }, { data: { problem: 'not a key' } }])
  })

  it.each(['BEGIN ENCRYPTED PRIVATE KEY-----', 'BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED'])(
    'are refused without the password of a locked key, unless the server can ask for it: %s',
    (head) => {
      const tree = { 'c.pem': certificate, 'k.pem': `-----${head}\n\nx\n` }
      const env = { UVICORN_SSL_CERTFILE: 'c.pem', UVICORN_SSL_KEYFILE: 'k.pem' }
      expect(check(tree, env)).toMatchObject([{ data: { problem: 'password missing' } }])
      expect(check(tree, env, { replacesLauncher: true })).toEqual([])
      expect(check(tree, { ...env, UVICORN_SSL_KEYFILE_PASSWORD: 'x' })).toEqual([])
    },
  )

  it('may begin with a byte order mark', () => {
    expect(check({ 'c.pem': `\ufeff${both}` }, { UVICORN_SSL_CERTFILE: 'c.pem' })).toEqual([])
  })
})
