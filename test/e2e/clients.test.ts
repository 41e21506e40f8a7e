// Clients older than the server: MLflow's client alone, which has neither boto3 nor an account. All that they need is
// the server's address.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../rig/cleanup.ts'
import { pythonBin } from '../rig/paths.ts'
import type { Result } from '../rig/project.ts'
import { CLIENTS, type Client, IMPATIENT } from './integration/clients.ts'
import { type Answer, answerOf, type DeployedServer, MlflowDeployment } from './integration/mlflow-deployment.ts'
import { findSecrets } from './integration/secrets.ts'
import { expectArtifacts, expectRun, expectSameFile } from './integration/stories.ts'

const cleanup = new Cleanup()
let deployment: MlflowDeployment
let server: DeployedServer

const titled = CLIENTS.map((client) => [client.version, client] as const)
const MIB = 1024 ** 2
// By itself such a client sends every file in one piece.
const IN_PARTS = {
  MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'true',
  MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: `${10 * MIB}`,
  MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE: `${5 * MIB}`,
}

beforeAll(async () => {
  deployment = await MlflowDeployment.make(cleanup)
})
afterAll(() => cleanup.run())

/** Starts a server for the tests of one block. */
function withServer(...options: string[]): void {
  beforeAll(async () => {
    server = await deployment.serve(...options)
    return () => server.group.stop()
  })
}

async function ask(
  { python }: Client,
  script: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Answer> {
  const whole = { ...deployment.clientEnvironment(server.url), ...IMPATIENT, ...env }
  return answerOf(await deployment.run(script, [...args], whole, python))
}

/** After transfer.py: in how many requests the file went to each of them. */
function putsOf({ upload }: Answer): { server: number; store: number } {
  const { requests } = upload as { requests: Readonly<Record<string, number>> }
  const puts = (port: number | string) => requests[`PUT ${port}`] ?? 0
  return { server: puts(deployment.machine.port), store: puts(new URL(deployment.machine.store.endpoint).port) }
}

describe('a server started with the default options', () => {
  withServer()

  describe.each(titled)('works with MLflow client %s, which', (_version, client) => {
    it('logs runs and registers models', async () => {
      const answer = await ask(client, 'client.py')
      await expectRun(answer, client, deployment.machine.store)
      expect(answer.server).toBe(server.url)
      expect(answer.credentials).toEqual([])
    })

    it('uploads, downloads, lists and deletes artifacts', async () => {
      expectArtifacts(await ask(client, 'artifacts.py'))
    })

    it('uploads and downloads 30 MB in one piece through the server', async () => {
      const answer = await ask(client, 'transfer.py', ['30', deployment.data])
      expectSameFile(answer, 30)
      expect(putsOf(answer)).toEqual({ server: 1, store: 0 })
    })

    it('uploads and downloads 30 MB through the server although it is configured to use parts', async () => {
      const answer = await ask(client, 'transfer.py', ['30', deployment.data], IN_PARTS)
      expectSameFile(answer, 30)
      expect(putsOf(answer)).toEqual({ server: 1, store: 0 })
    })
  })

  describe.each(titled.slice(0, 1))('works with MLflow client %s run by the launcher, which', (_version, client) => {
    /** Types a command in the project's folder, in a shell with the client's Python and the other account's keys. */
    function type(words: readonly string[], env: Record<string, string> = {}): Promise<Result> {
      const { shell, project } = deployment.machine
      // Instead of the one that has a server.
      const PATH = shell.PATH?.replace(pythonBin, client.bin) ?? ''
      return deployment.runIn(project, words, 'client.py', [], { ...shell, ...IMPATIENT, PATH, ...env }, 'python')
    }

    it('finds the server by the project’s .env', async () => {
      const answer = answerOf(await type(['with-mlflow-env']))
      await expectRun(answer, client, deployment.machine.store)
      expect(answer.server).toBe(server.url)
    })

    it('is not treated as a server', async () => {
      const { status, stdout, stderr } = await type(['with-mlflow-env', '--with-server'])
      expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
      expect(stderr).toMatch(/^with-mlflow-env: error: found no MLflow in '.*the package mlflow-skinny has no server/m)
    })
  })
})

describe('a server with a prefix and --presigned', () => {
  withServer('--static-prefix', '/mlflow', '--presigned')

  describe.each(titled)('works with MLflow client %s, which', (_version, client) => {
    it('logs runs and registers models', async () => {
      const answer = await ask(client, 'client.py')
      await expectRun(answer, client, deployment.machine.store)
      expect(answer.server).toBe(`http://127.0.0.1:${deployment.machine.port}/mlflow`)
    })

    it('uploads, downloads, lists and deletes artifacts', async () => {
      expectArtifacts(await ask(client, 'artifacts.py'))
    })

    it('sends 30 MB in parts directly to the store if it is configured to', async () => {
      const answer = await ask(client, 'transfer.py', ['30', deployment.data], IN_PARTS)
      expectSameFile(answer, 30)
      expect(putsOf(answer)).toEqual({ server: 0, store: 6 })
    })
  })
})

it('no secret of the two servers or their clients appears in output, in an argument list or in a file', () => {
  const { printed, leaks } = findSecrets(deployment)
  expect(leaks).toEqual([])
  expect(printed).toBeGreaterThan(5000)
})
