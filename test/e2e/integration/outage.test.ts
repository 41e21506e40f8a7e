// The store goes away in mid-upload, and the database under load; both come back. The server stays, and what it has
// acknowledged is there.
import { readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import { listObjects } from '../../rig/s3.ts'
import { answerOf, type DeployedServer, MlflowDeployment } from './mlflow-deployment.ts'
import { findSecrets } from './secrets.ts'
import { expectArtifacts, expectSameFile } from './stories.ts'

const cleanup = new Cleanup()
const through = { MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false', MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: 'false' }
const megabytes = 100
let deployment: MlflowDeployment
let server: DeployedServer

beforeAll(async () => {
  deployment = await MlflowDeployment.make(cleanup)
  server = await deployment.serve()
})
afterAll(() => cleanup.run())

describe('if the database', () => {
  it('is restarted and then cut off while two threads log, nothing acknowledged is lost', async () => {
    const client = await deployment.start('metrics.py', [], deployment.clientEnvironment(server.url))
    await client.waitFor(/^started$/m, 60_000)
    for (const how of ['fast', 'at once'] as const) {
      await deployment.postgres.stop(how)
      await deployment.postgres.start()
      // Both threads have had an answer to something that they sent afterwards.
      client.stdin?.write(`${how}\n`)
      await client.waitFor(new RegExp(`^${how}: answered$`, 'm'), 90_000)
    }
    client.stdin?.end('end\n')
    expect(await client.ended).toBe(0)
    const answer = JSON.parse(client.output().trimEnd().split('\n').at(-1) ?? '')
    expect(answer).toMatchObject({ lost: 0 })
    expect(answer.acknowledged).toBeGreaterThan(25)
    expect(await health()).toBe('OK')
  })
})

describe('if the store', () => {
  it('comes back, the client retries and the file is complete', async () => {
    const { ended } = await upload(through)
    await deployment.machine.store.kill()
    // The server has given up, and the client has been told.
    await server.group.waitFor(/"PUT \S+large\.bin HTTP\S+ 500/, 120_000)
    await deployment.machine.store.restart()
    const result = await ended
    expectSameFile(answerOf(result), megabytes)
    const sizes = await sizesUnder(result.stdout)
    expect(sizes).toEqual([megabytes * 1024 ** 2])
  })

  it('stays away, the client fails with the reason and no partial file is left', async () => {
    const { ended } = await upload({ ...through, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '2' })
    await deployment.machine.store.kill()
    const { status, stdout, stderr } = await ended
    expect(await health()).toBe('OK')
    await deployment.machine.store.restart()
    expect(status).toBe(1)
    // MLflow closes the connection behind its 500, so the last attempt may have met that instead.
    expect(stderr).toMatch(/API request to \S+large\.bin failed .*(too many 500 error responses|RemoteDisconnected)/)
    expect(server.group.output()).toContain('Could not connect to the endpoint URL')
    expect(await sizesUnder(stdout)).toEqual([])
  })

  it('has been away, it is used again', async () => {
    expectArtifacts(await deployment.ask(server.url, 'artifacts.py'))
  })
})

it('no secret appears in output, in an argument list or in a file during outages', () => {
  expect(findSecrets(deployment).leaks).toEqual([])
})

/** Starts an upload, and waits until the store has got a part of it. Gives the client's end. */
async function upload(env: Record<string, string>): Promise<{ ended: ReturnType<MlflowDeployment['run']> }> {
  const before = stored()
  const ended = deployment.run('transfer.py', [`${megabytes}`, deployment.data], {
    ...deployment.clientEnvironment(server.url),
    ...env,
  })
  await grown(before + 30 * 1024 ** 2)
  return { ended }
}

/** The bytes in the store's volumes. */
function stored(): number {
  const { data } = deployment.machine.store
  const volumes = readdirSync(data).filter((name) => name.endsWith('.dat'))
  return volumes.reduce((sum, name) => sum + statSync(join(data, name)).size, 0)
}

async function grown(size: number): Promise<void> {
  const watcher = watch(deployment.machine.store.data)
  try {
    await new Promise<void>((resolve) => watcher.on('change', () => stored() >= size && resolve()))
  } finally {
    watcher.close()
  }
}

async function sizesUnder(stdout: string): Promise<number[]> {
  const path = /^artifacts: mlflow-artifacts:\/(\S+)$/m.exec(stdout)?.[1] ?? 'none'
  const { objects } = await listObjects(deployment.machine.store, deployment.machine.store.mlflow, 'mlflow-bucket')
  return Object.entries(objects).flatMap(([key, size]) => (key.startsWith(path) ? [size] : []))
}

async function health(): Promise<string> {
  return (await fetch(`${server.url}/health`)).text()
}
