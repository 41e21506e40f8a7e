// The same behind a prefix, with the database on its Unix socket, and large files past the server by presigned URLs.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import { type DeployedServer, MlflowDeployment } from './mlflow-deployment.ts'
import { findSecrets } from './secrets.ts'
import { expectArtifacts, expectModels, expectSameFile } from './stories.ts'

const cleanup = new Cleanup()
let deployment: MlflowDeployment
let server: DeployedServer

beforeAll(async () => {
  deployment = await MlflowDeployment.make(cleanup)
  deployment.setDatabase(deployment.postgres.socketUri)
  server = await deployment.serve('--static-prefix', '/mlflow', '--presigned')
})
afterAll(() => cleanup.run())

it('a server with a prefix is ready at the address of its ready line', async () => {
  expect(server.ready).toContain(
    'and by presigned URLs, clients need no AWS credentials but network access to the store',
  )
  expect(server.url).toBe(`http://127.0.0.1:${deployment.machine.port}/mlflow`)
  expect(await statusOf('/mlflow/health')).toBe(200)
  expect(await statusOf('/health')).toBe(404)
})

it('clients of a server with a prefix upload, download, list and delete artifacts', async () => {
  const answer = await deployment.ask(server.url, 'artifacts.py')
  expectArtifacts(answer)
  // The danger of --presigned that README tells of.
  expect(answer.packed).toBe('unpacked')
})

it('clients of a server with a prefix register and load models', async () => {
  expectModels(await deployment.ask(server.url, 'models.py'))
})

it('clients without an account move 120 MB in parts directly to and from the store', async () => {
  const answer = await deployment.ask(server.url, 'transfer.py', ['120', deployment.data], {
    MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: `${50 * 1024 ** 2}`,
    MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE: `${10 * 1024 ** 2}`,
    MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE: `${20 * 1024 ** 2}`,
  })
  expectSameFile(answer, 120)
  const [here, store] = [deployment.machine.port, new URL(deployment.machine.store.endpoint).port]
  expect(answer.upload).toMatchObject({ requests: { [`PUT ${store}`]: 12 } })
  expect(answer.upload).not.toHaveProperty(['requests', `PUT ${here}`])
  expect(answer.download).toMatchObject({ requests: { [`GET ${store}`]: 6 } })
})

it('a server with a prefix reports a missing file', async () => {
  const answers = await deployment.ask(server.url, 'errors.py')
  const told = /404 Client Error: Not Found for url: \S+\/mlflow\/api\S+missing\.txt\. .*RESOURCE_DOES_NOT_EXIST/
  expect(answers['missing file']).toMatch(told)
  expect(answers['missing model']).toMatch(/Registered Model with name=nobody not found$/)
})

it('no secret appears in output, in an argument list or in a file with presigned URLs', () => {
  expect(findSecrets(deployment).leaks).toEqual([])
})

async function statusOf(path: string): Promise<number> {
  return (await fetch(new URL(path, server.url))).status
}
