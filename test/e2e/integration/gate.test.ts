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
  await deployment.serve()
  gate = await openTestGate(deployment.machine.port)
})
afterAll(async () => {
  await gate.gate.close(0)
  await cleanup.run()
})

async function ask(
  python: string,
  script: string,
  scope: keyof typeof TEST_KEYS,
  args: readonly string[] = [],
): Promise<Answer> {
  const env = { ...deployment.clientEnvironment(gate.url), ...IMPATIENT, MLFLOW_TRACKING_TOKEN: TEST_KEYS[scope] }
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
    expectSameFile(await ask(client.python, 'transfer.py', 'write', ['30', deployment.data]), 30)
  })
})

it('the gate knew every route that they used', () => {
  expect(gate.entries.filter(({ route }) => route === 'unknown' || route === null)).toEqual([])
  expect(gate.entries.length).toBeGreaterThan(100)
})
