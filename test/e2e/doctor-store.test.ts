// The doctor's checks of the store as people run them: the built launcher and real boto3, against SeaweedFS, and stores of
// one rule each for what it cannot say.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeAccount } from '../rig/account.ts'
import { makeCertificate } from '../rig/certificate.ts'
import { Cleanup } from '../rig/cleanup.ts'
import { pythonBin } from '../rig/paths.ts'
import { lines, PROJECT_KEYS, Project } from '../rig/project.ts'
import { answerWith, errorOf, LIST, startTcp } from '../rig/stand-in-store.ts'
import { type Store, startStore } from '../rig/store.ts'

const PATH = [pythonBin, process.env.PATH].join(delimiter)
const READER = makeAccount('reader', 'mlflow-bucket')
const WRITER = makeAccount('writer', 'mlflow-bucket')
const FOLDER = makeAccount('folder', 'mlflow-bucket')
const user = ({ name, keyId, secret }: typeof READER, actions: readonly string[]) => {
  return { name, credentials: [{ accessKey: keyId, secretKey: secret }], actions }
}

const cleanup = new Cleanup()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'doctor-store-')))
let store: Store
beforeAll(async () => {
  store = await startStore(cleanup, folder, [
    user(READER, ['Read:mlflow-bucket', 'List:mlflow-bucket']),
    user(WRITER, ['Read:mlflow-bucket', 'Write:mlflow-bucket']),
    user(
      FOLDER,
      ['Read', 'Write', 'List'].map((action) => `${action}:mlflow-bucket/lab/*`),
    ),
  ])
})
afterAll(async () => {
  await cleanup.run()
  rmSync(folder, { recursive: true, force: true })
})

interface Check {
  readonly id: string
  readonly status: string
  readonly found: string
  readonly remedy: string
}

const keysOf = ({ keyId, secret }: typeof READER) => {
  return { MLFLOW_AWS_ACCESS_KEY_ID: keyId, MLFLOW_AWS_SECRET_ACCESS_KEY: secret }
}

/** All checks that are not well; one that is skipped only if it has a remedy. */
async function ask(file: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const project = new Project({ '.env': lines(file) })
  onTestFinished(() => project.remove())
  const only =
    'caller,store-answer,store-clock,store-keys,bucket,bucket-region,list-objects,put-object,multipart-upload,get-object,delete-object,bucket-encryption,public-access,proxy'
  const { stdout, stderr } = await project.run(['doctor', '--json', '--only', only], { env: { PATH, ...env } })
  for (const [name, value] of Object.entries({ ...file, ...env })) {
    if (/SECRET|TOKEN/.test(name)) expect(stdout + stderr).not.toContain(value)
  }
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] }
  return checks
}
const notWell = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'fail' || status === 'warn')
const idsOf = (checks: readonly Check[]) => checks.map(({ id }) => id)
const inStore = (keys: Readonly<Record<string, string>>, root = 's3://mlflow-bucket/lab') => {
  return { ...keys, MLFLOW_S3_ENDPOINT_URL: store.endpoint, MLFLOW_ARTIFACT_ROOT: root }
}

describe('in a real store', () => {
  it('nothing is wrong with an account that may use its bucket, or one folder of it, and nothing is left there', async () => {
    for (const account of [store.mlflow, FOLDER]) {
      const checks = await ask(inStore(keysOf(account)))
      expect(notWell(checks)).toEqual([])
      expect(checks.filter(({ status }) => status === 'ok').length).toBeGreaterThan(9)
    }
    const { keyId, secret, bucket } = store.mlflow
    const client = await store.client()
    expect(await client.ask({ action: 'list', endpoint: store.endpoint, bucket, keyId, secret })).toMatchObject({
      objects: {},
    })
  })

  it.each<[string, () => Record<string, string>, string, RegExp, RegExp]>([
    [
      "another account's bucket",
      () => inStore(keysOf(store.mlflow), 's3://main-bucket/lab'),
      'bucket',
      /^the key …\w{4} may neither list 'main-bucket' nor write into it/,
      /^MLFLOW_ARTIFACT_ROOT=s3:\/\/mlflow-bucket\/lab in \.env:4$/,
    ],
    [
      'a slip in the name of the bucket',
      () => inStore(keysOf(store.mlflow), 's3://mlflow-buckt'),
      'bucket',
      /it may use 'mlflow-bucket'$/,
      /^MLFLOW_ARTIFACT_ROOT=s3:\/\/mlflow-bucket in \.env:4$/,
    ],
    ['an unknown key', () => inStore(PROJECT_KEYS), 'store-keys', /InvalidAccessKeyId/, /write keys of the store/],
    [
      'a wrong secret',
      () => inStore({ ...keysOf(store.mlflow), MLFLOW_AWS_SECRET_ACCESS_KEY: 'another-secret-0123456789' }),
      'store-keys',
      /SignatureDoesNotMatch/,
      /copy the secret/,
    ],
    [
      'an account that may only read',
      () => inStore(keysOf(READER)),
      'put-object',
      /s3:PutObject is refused/,
      /^allow s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on arn:aws:s3:::mlflow-bucket\/lab\/\*$/,
    ],
    [
      "a folder that is not the account's",
      () => inStore(keysOf(FOLDER), 's3://mlflow-bucket/other'),
      'bucket',
      /may neither list/,
      /allow .* on arn:aws:s3:::mlflow-bucket\/other\/\*/,
    ],
  ])('%s is one failed check', async (_, file, id, found, remedy) => {
    const wrong = notWell(await ask(file()))
    expect(idsOf(wrong)).toEqual([id])
    expect(wrong[0]).toMatchObject({ found: expect.stringMatching(found), remedy: expect.stringMatching(remedy) })
  })

  it("the shell's account is told to leave the place to the project's own keys", async () => {
    const { keyId, secret } = store.global
    const env = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret }
    const [wrong] = notWell(await ask(inStore({}), env))
    expect(wrong).toMatchObject({
      id: 'bucket',
      remedy: expect.stringContaining("the project's own keys: MLFLOW_AWS_"),
    })
  })

  it('an account that may not list is not warned of', async () => {
    const checks = await ask(inStore(keysOf(WRITER)))
    expect(notWell(checks)).toEqual([])
    expect(checks.find(({ id }) => id === 'list-objects')).toMatchObject({
      status: 'skip',
      remedy: 'allow s3:ListBucket on arn:aws:s3:::mlflow-bucket',
    })
  })
})

describe('what answers in the place of a store', () => {
  const at = (endpoint: string) => ({
    ...PROJECT_KEYS,
    MLFLOW_S3_ENDPOINT_URL: endpoint,
    MLFLOW_ARTIFACT_ROOT: 's3://lab/x',
  })

  it.each<[string, number, string, Record<string, string>, string, RegExp]>([
    ['a web page', 200, '<html><body>hello<br></body></html>', {}, 'store-answer', /MLFLOW_S3_ENDPOINT_URL/],
    [
      'a demand for https',
      400,
      'sent an HTTP request to an HTTPS server',
      {},
      'store-answer',
      /MLFLOW_S3_ENDPOINT_URL=https:/,
    ],
    ['expired keys', 400, errorOf('ExpiredToken'), {}, 'store-keys', /write three new ones/],
    [
      'another region',
      400,
      errorOf('AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'),
      {},
      'bucket-region',
      /^MLFLOW_AWS_DEFAULT_REGION=eu-west-3 in \.env$/,
    ],
    [
      'a wrong clock',
      403,
      errorOf('RequestTimeTooSkewed'),
      { date: 'Sat, 01 Jan 2000 00:00:00 GMT' },
      'store-clock',
      /timedatectl/,
    ],
    ['no bucket', 404, errorOf('NoSuchBucket'), {}, 'bucket', /^aws s3 mb s3:\/\/lab --endpoint-url http:/],
  ])('%s is one failed check', async (_, status, body, headers, id, remedy) => {
    const wrong = notWell(await ask(at(await answerWith(status, body, headers))))
    expect(idsOf(wrong)).toEqual([id])
    expect(wrong[0]?.remedy).toMatch(remedy)
  })

  it('something that never answers is one failed check, soon', async () => {
    const wrong = notWell(await ask(at(`http://127.0.0.1:${await startTcp(() => {})}`)))
    expect(wrong).toMatchObject([{ id: 'store-answer', found: expect.stringContaining('no answer within 5 s') }])
  })

  it('nothing at all is one failed check', async () => {
    const wrong = notWell(await ask(at('http://127.0.0.1:1')))
    expect(wrong).toMatchObject([{ id: 'store-answer', remedy: expect.stringMatching(/^start the store/) }])
  })

  it('a connection that is closed is one failed check, with what is spoken there', async () => {
    const closing = await startTcp((socket) => socket.destroy())
    for (const scheme of ['http', 'https']) {
      const [wrong, ...others] = notWell(await ask(at(`${scheme}://127.0.0.1:${closing}`)))
      expect([wrong?.id, others]).toEqual(['store-answer', []])
      expect(wrong?.remedy).toMatch(/^look what listens at /)
      expect(wrong?.remedy).not.toContain('firewall')
    }
    const { key, certificate } = makeCertificate('IP:127.0.0.1')
    const secure = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) })
    await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done))
    onTestFinished(() => void secure.close())
    const { port } = secure.address() as AddressInfo
    expect(notWell(await ask(at(`http://127.0.0.1:${port}`)))).toMatchObject([
      {
        id: 'store-answer',
        found: expect.stringMatching(/^the store expects TLS/),
        remedy: `MLFLOW_S3_ENDPOINT_URL=https://127.0.0.1:${port} in .env:3`,
      },
    ])
  })

  it('a proxy that is gone, or lets nothing pass, is one failed check', async () => {
    for (const [proxy, reason] of [
      ['http://127.0.0.1:1', /Connection refused/],
      [await answerWith(403, '<html>no</html>'), /HTTP 403/],
    ] as const) {
      const wrong = notWell(await ask(at('http://s3.invalid'), { http_proxy: proxy, NO_PROXY: 'a' }))
      expect(wrong).toMatchObject([
        {
          id: 'proxy',
          found: expect.stringMatching(reason),
          remedy: expect.stringContaining("NO_PROXY='a,s3.invalid,mlflow.invalid'"),
        },
      ])
    }
  })

  it('a list with the date of seven minutes ago is a warning', async () => {
    const date = new Date(Date.now() - 420_000).toUTCString()
    const checks = await ask(at(await answerWith(200, LIST, { date })))
    expect(checks.find(({ id }) => id === 'store-clock')).toMatchObject({ status: 'warn' })
  })
})

describe('the account', () => {
  const IDENTITY =
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/lab/me@example.org</Arn><UserId>A</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
  const KEYS = {
    AWS_ACCESS_KEY_ID: 'AKIAGLOBALGLOBAL0002',
    AWS_SECRET_ACCESS_KEY: 'global-Secret/5eCr3t+BBBBBBBBBBBBBBBBBBBB',
  }

  it('is named by STS, without the name of a session', async () => {
    const checks = await ask({}, { ...KEYS, AWS_ENDPOINT_URL_STS: await answerWith(200, IDENTITY) })
    const caller = checks.find(({ id }) => id === 'caller')
    expect(caller).toMatchObject({
      status: 'ok',
      found: 'account 123456789012, arn:aws:sts::123456789012:assumed-role/lab/…',
    })
  })

  it('of a shell whose keys are refused is no fault of a project that needs none', async () => {
    const checks = await ask(
      {},
      { ...KEYS, AWS_ENDPOINT_URL_STS: await answerWith(403, errorOf('InvalidClientTokenId')) },
    )
    expect(notWell(checks)).toEqual([])
  })
})
