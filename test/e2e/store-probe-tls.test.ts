// The check of the bucket with real boto3 against stores with TLS, whose certificates are made for the test.
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificate } from '../rig/certificate.ts'
import { answerWith, askForBucket, LIST, startTcp } from '../rig/stand-in-store.ts'

const at = (endpoint: string) => ({ MLFLOW_S3_ENDPOINT_URL: endpoint })

describe('a store with TLS', () => {
  const start = async (name: string) => {
    const { folder, key, certificate } = makeCertificate(name)
    writeFileSync(join(folder, 'not-a-certificate'), 'x')
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
      response.end(LIST)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const address = server.address()
    return { store: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, folder, certificate }
  }

  it('is believed with its certificate or without a check, and its files are named', async () => {
    const { store, folder, certificate } = await start('IP:127.0.0.1')
    const ask = async (env: Readonly<Record<string, string>>) => (await askForBucket({ ...at(store), ...env }))[0]
    expect(await ask({ AWS_CA_BUNDLE: certificate })).toMatchObject({ kind: 'answers' })
    expect(await ask({ AWS_CA_BUNDLE: '/nowhere.pem', MLFLOW_S3_IGNORE_TLS: 'true' })).toMatchObject({
      kind: 'answers',
    })
    expect(await ask({})).toMatchObject({ cause: 'certificate', reason: expect.stringMatching(/self.signed/) })
    for (const variable of ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE']) {
      expect(await ask({ [variable]: '/nowhere.pem' })).toMatchObject({ cause: 'file', variable, file: '/nowhere.pem' })
    }
    const file = join(folder, 'not-a-certificate')
    expect(await ask({ AWS_CA_BUNDLE: file })).toMatchObject({ cause: 'file', reason: 'no certificates in it', file })
  })

  it('is not believed under another name', async () => {
    const { store, certificate } = await start('DNS:store.example')
    expect(await askForBucket({ ...at(store), AWS_CA_BUNDLE: certificate })).toMatchObject([
      { cause: 'certificate', reason: expect.stringMatching(/doesn't match|mismatch/) },
    ])
  })

  it('is told from one without, and from one that hangs up', async () => {
    const plain = await answerWith(200, LIST)
    expect(await askForBucket(at(plain.replace('http:', 'https:')))).toMatchObject([{ cause: 'no tls' }])
    const closing = await startTcp((socket) => socket.once('data', () => socket.end()))
    expect(await askForBucket(at(`https://127.0.0.1:${closing}`))).toMatchObject([{ kind: 'unreachable' }])
  })
})
