// The check of the bucket with real boto3 against stores of one rule each: what a wait may mend is asked again, and what
// can never work is said with its cause.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerWith, askForBucket, errorOf, LIST, startStandIn, startTcp } from '../rig/stand-in-store.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const at = (endpoint: string) => ({ MLFLOW_S3_ENDPOINT_URL: endpoint })
const WITHOUT_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }

describe('the check of the bucket', () => {
  it("lists it with the folder's own prefix, as MLflow does", async () => {
    const asked: string[] = []
    const store = await startStandIn((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.end(LIST)
    })
    for (const prefix of ['x/y', 'x/y/', '']) {
      expect(await askForBucket(at(store), { prefix })).toMatchObject([{ kind: 'answers', proxy: null }])
    }
    const query = (prefix: string) => `GET /b?list-type=2&prefix=${prefix}&delimiter=%2F&max-keys=1&encoding-type=url`
    expect(asked).toEqual([query('x%2Fy%2F'), query('x%2Fy%2F'), query('')])
  })

  it.each<[string, number, string, object]>([
    [
      'a web page',
      200,
      '<html><body>hello<br></body></html>',
      { cause: 'no store', reason: 'an answer that is not XML' },
    ],
    ['a page of XML', 200, '<html/>', { cause: 'no store', reason: 'an answer without a list of objects' }],
    ['nothing', 200, '', { cause: 'no store' }],
    ['JSON with a status of 404', 404, '{"detail":"Not Found"}', { cause: 'no store', reason: 'HTTP 404' }],
    ['a demand for https', 400, 'sent an HTTP request to an HTTPS server', { reason: 'HTTP 400, as it expects https' }],
    ['a missing bucket', 404, errorOf('NoSuchBucket'), { kind: 'missing' }],
    ['a refusal', 403, errorOf('AccessDenied'), { kind: 'refused', reason: 'AccessDenied' }],
    ['something that it lacks', 501, errorOf('NotImplemented'), { kind: 'refused', reason: 'NotImplemented' }],
  ])('asks once for what answers with %s', async (_, status, body, expected) => {
    expect(await askForBucket(at(await answerWith(status, body)))).toMatchObject([expected])
  })

  it.each<[string, number, string, string]>([
    ['SlowDown', 503, errorOf('SlowDown'), 'SlowDown'],
    ['a page of a gateway', 502, '<html>Bad Gateway</html>', 'HTTP 502'],
    ['an error in a success', 200, errorOf('InternalError'), 'InternalError'],
    ['a request that took too long', 400, errorOf('RequestTimeout'), 'RequestTimeout'],
  ])('asks again after %s', async (_, status, body, reason) => {
    const said = await askForBucket(at(await answerWith(status, body)), { seconds: 3 })
    expect(said).toMatchObject([
      { kind: 'unreachable', reason, isLast: false },
      { kind: 'unreachable', reason, isLast: true },
    ])
  })

  it('asks a store that starts until it has the bucket', async () => {
    const answers = [{ status: 503 }, { status: 404, body: errorOf('NoSuchBucket') }, { status: 200, body: LIST }]
    const store = await startStandIn((_, response) => {
      const { status = 500, body = '' } = answers.shift() ?? {}
      response.writeHead(status)
      response.end(body)
    })
    const said = await askForBucket(at(store), { seconds: 60 })
    expect(said.map(({ kind }) => kind)).toEqual(['unreachable', 'answers'])
  })

  it('asks for credentials once, however often it asks the store', async () => {
    const statuses = [503, 503, 503]
    const store = await startStandIn((_, response) => {
      response.writeHead(statuses.shift() ?? 200)
      response.end(LIST)
    })
    const folder = temporaryTree({ keys: JSON.stringify({ Version: 1, AccessKeyId: 'AKIALAB', SecretAccessKey: 's' }) })
    const config = join(folder, 'config')
    writeFileSync(config, `[profile p]\ncredential_process = sh -c "echo asked >>${folder}/log; cat ${folder}/keys"\n`)
    const env = { ...WITHOUT_KEYS, AWS_PROFILE: 'p', AWS_CONFIG_FILE: config }
    const said = await askForBucket({ ...at(store), ...env }, { seconds: 60 })
    expect(said.map(({ kind }) => kind)).toEqual(['unreachable', 'answers'])
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('asked\n')
  })

  it('names the region of a bucket, whether the store redirects or refuses', async () => {
    const redirecting = await startStandIn((request, response) => {
      if (request.headers.authorization?.includes('/eu-central-1/s3/')) return response.end(LIST)
      response.writeHead(301, { 'x-amz-bucket-region': 'eu-central-1' })
      return response.end(errorOf('PermanentRedirect'))
    })
    const used = 'us-east-1'
    expect(await askForBucket(at(redirecting))).toMatchObject([
      { kind: 'elsewhere', region: 'eu-central-1', used, works: true },
    ])
    const right = { ...at(redirecting), AWS_DEFAULT_REGION: 'eu-central-1' }
    expect(await askForBucket(right)).toMatchObject([{ kind: 'answers' }])
    const refusing = await answerWith(400, errorOf('AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'))
    expect(await askForBucket(at(refusing))).toMatchObject([
      { kind: 'elsewhere', region: 'eu-west-3', used, works: false },
    ])
    // Another store's name for its only region is no contradiction.
    const single = await answerWith(200, LIST, { 'x-amz-bucket-region': 'somewhere' })
    expect(await askForBucket(at(single))).toMatchObject([{ kind: 'answers' }])
  })

  it('does not follow a web server that leads elsewhere', async () => {
    const server = await answerWith(301, '<html/>', { location: 'https://me:s3cret@store.example/b' })
    expect(await askForBucket(at(server))).toMatchObject([
      { cause: 'no store', reason: 'HTTP 301, a redirection to https://store.example' },
    ])
  })

  it('asks again if there is no connection, and says with what address', async () => {
    expect(await askForBucket(at('http://me:s3cret@127.0.0.1:9'))).toMatchObject([
      { kind: 'unreachable', reason: 'Connection refused at http://127.0.0.1:9' },
    ])
    expect(await askForBucket(at('http://store.invalid'))).toMatchObject([
      { kind: 'unreachable', reason: expect.stringMatching(/ at http:\/\/store\.invalid$/) },
    ])
  })

  it('does not wait for ever for a store or a service for credentials that sends one byte at a time, or none', async () => {
    const dribbling = await startStandIn((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 1_000)
      response.on('close', () => clearInterval(timer))
    })
    const silent = await startTcp(() => {})
    const stores = [dribbling, `http://127.0.0.1:${silent}`].map(at)
    const credentials = { ...WITHOUT_KEYS, AWS_CONTAINER_CREDENTIALS_FULL_URI: dribbling }
    const said = await Promise.all([...stores, credentials].map((env) => askForBucket(env)))
    expect(said).toMatchObject([
      [{ kind: 'unreachable', reason: 'no whole answer within 20 s' }],
      [{ kind: 'unreachable', reason: expect.stringMatching(/^no answer within 15 s/) }],
      [{ kind: 'unreachable', reason: 'no whole answer in time', isOfCredentials: true }],
    ])
  })
})

describe("boto3's own reasons are said at once:", () => {
  it.each<[string, Readonly<Record<string, string>>, object]>([
    ["a host's name", at('http://minio_store:9000'), { reason: 'Invalid endpoint: http://minio_store:9000' }],
    ['the region', { AWS_DEFAULT_REGION: 'eu central' }, { cause: 'settings' }],
    ['the addressing style', { MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE: 'x' }, { cause: 'settings' }],
    [
      'the name of an argument',
      { MLFLOW_S3_UPLOAD_EXTRA_ARGS: '{"Sse":"a-s3cret"}' },
      { cause: 'upload argument', reason: 'Sse' },
    ],
    [
      'the value of an argument',
      { MLFLOW_S3_UPLOAD_EXTRA_ARGS: '{"Metadata":"a-s3cret"}' },
      { cause: 'upload argument', reason: 'Metadata' },
    ],
  ])('%s', async (_, env, expected) => {
    const said = await askForBucket({ ...at(await answerWith(200, LIST)), ...env }, { seconds: 60 })
    expect(said).toMatchObject([{ kind: 'unusable', ...expected }])
    expect(JSON.stringify(said)).not.toContain('s3cret')
  })
})

describe('a proxy on the way', () => {
  it('is named, without its password', async () => {
    const refused = { ...at('http://store.example:9000'), HTTP_PROXY: 'http://me:s3cret@127.0.0.1:9' }
    const said = await askForBucket(refused)
    expect(said).toMatchObject([{ kind: 'unreachable', proxy: 'HTTP_PROXY', reason: 'Connection refused' }])
    expect(JSON.stringify(said)).not.toContain('s3cret')
    const blocking = await answerWith(403, '<html>blocked')
    expect(await askForBucket({ ...at('http://store.example:9000'), http_proxy: blocking })).toMatchObject([
      { cause: 'no store', reason: 'HTTP 403', proxy: 'http_proxy' },
    ])
  })

  it.each([
    ['407 Proxy Authentication Required', { cause: 'proxy' }],
    ['502 Bad Gateway', { kind: 'unreachable' }],
  ])('is told from the store if its tunnel ends with %s', async (reason, expected) => {
    const port = await startTcp((socket) => socket.end(`HTTP/1.1 ${reason}\r\n\r\n`))
    const env = { ...at('https://store.example'), HTTPS_PROXY: `http://me:s3cret@127.0.0.1:${port}` }
    expect(await askForBucket(env)).toMatchObject([{ ...expected, reason, proxy: 'HTTPS_PROXY' }])
  })

  it('is not named if the store is reached directly', async () => {
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' }
    expect(await askForBucket({ ...at(await answerWith(404, errorOf('NoSuchBucket'))), ...env })).toMatchObject([
      { kind: 'missing', proxy: null },
    ])
  })
})
