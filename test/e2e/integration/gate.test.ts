// Real clients of several versions, whose server is behind the gate: all that they have is its address and a key.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import { openTestGate, TEST_KEYS } from '../../rig/gate.ts'
import { pythonBin } from '../../rig/paths.ts'
import { CLIENTS, IMPATIENT } from './clients.ts'
import { type Answer, answerOf, MlflowDeployment } from './mlflow-deployment.ts'
import { expectArtifacts, expectRun, expectSameFile } from './stories.ts'

const cleanup = new Cleanup()
let deployment: MlflowDeployment
let gate: Awaited<ReturnType<typeof openTestGate>>

const own = { version: '3.17.2', bin: pythonBin, python: `${pythonBin}/python` }
const titled = [...CLIENTS, own].map((client) => [client.version, client] as const)

beforeAll(async () => {
  deployment = await MlflowDeployment.make(cleanup)
  // It offers transfers in parts; whether a client makes use of them is its own choice here.
  await deployment.serve('--presigned')
  gate = await openTestGate(deployment.machine.port)
})
afterAll(async () => {
  await gate.gate.close(0)
  await cleanup.run()
})

const MIB = 1024 ** 2
const WHOLE = { MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false', MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: 'false' }
const IN_PARTS = {
  MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'true',
  MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: 'true',
  MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: `${10 * MIB}`,
  MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE: `${5 * MIB}`,
}

async function ask(
  python: string,
  script: string,
  scope: keyof typeof TEST_KEYS,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = WHOLE,
): Promise<Answer> {
  const key = { MLFLOW_TRACKING_TOKEN: TEST_KEYS[scope] }
  const env = { ...deployment.clientEnvironment(gate.url), ...IMPATIENT, ...key, ...more }
  return answerOf(await deployment.run(script, [...args], env, python))
}

describe.each(titled)('MLflow client %s with a key', (_version, client) => {
  it('logs runs and registers models', async () => {
    const answer = await ask(client.python, 'client.py', 'admin')
    await expectRun(answer, client, deployment.machine.store)
    expect(answer.server).toBe(gate.url)
  })

  it('uploads, downloads, lists and deletes artifacts', async () => {
    expectArtifacts(await ask(client.python, 'artifacts.py', 'write'))
  })

  it('uploads and downloads 30 MB', async () => {
    const answer = await ask(client.python, 'transfer.py', 'write', ['30', deployment.data])
    expectSameFile(answer, 30)
    expect(answer.upload).toMatchObject({ requests: { [`PUT ${gate.port}`]: 1 } })
    expect(answer.download).toMatchObject({ requests: { [`GET ${gate.port}`]: expect.any(Number) } })
  })

  it('uploads 30 MB in parts: the gate lets it begin and complete them, and the parts go to the store', async () => {
    const before = gate.entries.length
    const answer = await ask(client.python, 'transfer.py', 'write', ['30', deployment.data], IN_PARTS)
    expectSameFile(answer, 30)
    const store = new URL(deployment.machine.store.endpoint).port
    expect(answer.upload).toMatchObject({ requests: { [`PUT ${store}`]: 6 } })
    expect(answer.upload).not.toHaveProperty(['requests', `PUT ${gate.port}`])
    const parts = gate.entries.slice(before).filter(({ route }) => route?.includes('/mpu/'))
    expect(parts.map(({ route, status }) => `${status} ${route?.split('/').at(-2)}`)).toEqual([
      '200 create',
      '200 complete',
    ])
  })
})

it('the gate knew every route that they used', () => {
  expect(gate.entries.filter(({ route }) => route === 'unknown' || route === null)).toEqual([])
  expect(gate.entries.length).toBeGreaterThan(100)
})
