// The managed server with PostgreSQL and S3, as a team runs it: the team's own names in .env, and clients that know the
// server's address and nothing else. All traffic goes through the server: clients cannot even resolve the store's name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import type { ForwardProxy } from '../../rig/forward-proxy.ts'
import { listObjects } from '../../rig/s3.ts'
import { type DeployedServer, MlflowDeployment } from './mlflow-deployment.ts'
import { findSecrets } from './secrets.ts'
import { expectArtifacts, expectModels, expectSameFile } from './stories.ts'

const cleanup = new Cleanup()
let deployment: MlflowDeployment
let server: DeployedServer
let proxy: ForwardProxy

beforeAll(async () => {
  // The one that starts with an empty database.
  deployment = await MlflowDeployment.make(cleanup, 'nothing')
  proxy = await deployment.hideStore()
  server = await deployment.serve()
})
afterAll(() => cleanup.run())

it('a server with an artifact root reports that clients need no AWS credentials and no access to the store', () => {
  expect(server.url).toBe(`http://127.0.0.1:${deployment.machine.port}`)
  expect(server.ready).toContain('artifacts proxied to s3://mlflow-bucket')
  expect(server.ready).toContain('clients need no AWS credentials and no access to the store')
})

it('clients of a server with an artifact root upload, download, list and delete artifacts, .gz files byte for byte', async () => {
  const before = proxy.count()
  const { run, ...answer } = await deployment.ask(server.url, 'artifacts.py')
  expectArtifacts(answer)
  expect(answer.packed).toBe('the same bytes')
  expect(proxy.count()).toBeGreaterThan(before + 10)
  // What the server did is asked of the store itself, as both accounts.
  const { global, mlflow } = deployment.machine.store
  const { objects } = await listObjects(deployment.machine.store, mlflow, 'mlflow-bucket')
  const ours = Object.keys(objects).filter((key) => key.includes(`${run}`))
  expect(ours.map((key) => key.replace(/^\w+\/\w+\/artifacts\//, ''))).toEqual(['notes/empty.txt', 'table.json'])
  expect(await listObjects(deployment.machine.store, global, 'mlflow-bucket')).toMatchObject({ code: 'AccessDenied' })
})

it('clients of a server with an artifact root register and load models', async () => {
  expectModels(await deployment.ask(server.url, 'models.py'))
})

it('a server with an artifact root carries 300 MB in one piece each way', async () => {
  const answer = await deployment.ask(server.url, 'transfer.py', ['300', deployment.data])
  expectSameFile(answer, 300)
  const port = `${deployment.machine.port}`
  expect(answer.upload).toMatchObject({ requests: { [`PUT ${port}`]: 1 } })
  expect(JSON.stringify([answer.upload, answer.download])).not.toContain(
    new URL(deployment.machine.store.endpoint).port,
  )
})

describe('a request for something that does not exist or is not allowed', () => {
  let answers: Readonly<Record<string, unknown>>
  beforeAll(async () => {
    // MLflow answers a missing file with 500 where it goes through the server; clients try again, for minutes if let.
    answers = await deployment.ask(server.url, 'errors.py', [], { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' })
  })

  it.each([
    ['missing file', /failures occurred while downloading.*missing\.txt.*too many 500 error responses/s],
    ['missing run', /^RestException: RESOURCE_DOES_NOT_EXIST: Run with id=0{32} not found$/],
    ['missing model', /^RestException: RESOURCE_DOES_NOT_EXIST: Registered Model with name=nobody not found$/],
    ['direct, own bucket', /^NoCredentialsError: Unable to locate credentials$/],
    ['direct, other bucket', /^NoCredentialsError: Unable to locate credentials$/],
  ])('is an error with its reason in the client: %s', (what, reason) => {
    expect(answers[what]).toMatch(reason)
  })

  it.each([
    ['outside of the root', 400, 'Invalid path'],
    ['written outside', 400, 'Invalid path'],
    ['listed outside', 400, 'Invalid path'],
    ['missing, over HTTP', 500, 'NoSuchKey'],
    ['listing of nothing', 200, '{}'],
  ])('over HTTP (%s) is answered with %d', (what, status, text) => {
    expect(answers[what]).toEqual([status, expect.stringContaining(text)])
  })
})

it('no secret appears in output, in an argument list or in a file with an artifact root', () => {
  const { printed, commands, leaks } = findSecrets(deployment)
  expect(leaks).toEqual([])
  expect(printed).toBeGreaterThan(5000)
  expect(commands).toBeGreaterThan(5)
})

it('a server with an artifact root ends with 0 on SIGTERM', async () => {
  process.kill(server.group.id, 'SIGTERM')
  expect(await server.group.ended).toBe(0)
})
