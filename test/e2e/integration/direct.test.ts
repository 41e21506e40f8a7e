// `--no-serve-artifacts`: clients write to the store themselves, so it is their own account that counts.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Cleanup } from '../../rig/cleanup.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import type { Result } from '../../rig/project.ts'
import type { ClientWorker } from './client-worker.ts'
import { answerOf, type DeployedServer, MlflowDeployment } from './mlflow-deployment.ts'
import { findSecrets } from './secrets.ts'
import { expectArtifacts, expectModels, expectSameFile } from './stories.ts'

const cleanup = new Cleanup()
let deployment: MlflowDeployment
let server: DeployedServer

beforeAll(async () => {
  deployment = await MlflowDeployment.make(cleanup)
  server = await deployment.serve('--no-serve-artifacts')
  const command = [process.execPath, '--', launcher, join(pythonBin, 'python')] as const
  launched = await deployment.startWorker(command, deployment.machine.project, shell())
})
afterAll(() => cleanup.run())

const shell = () => ({ ...deployment.machine.shell, MLFLOW_TRACKING_URI: server.url })

/** The clients behind the launcher: in the project's folder, in the shell that holds the other account. */
let launched: ClientWorker

function ask(script: string, ...args: string[]): Promise<Result> {
  return deployment.runBy(launched, script, args)
}

it('a server with --no-serve-artifacts reports that clients need their own credentials', () => {
  expect(server.ready).toContain('s3://mlflow-bucket')
  expect(server.ready).toContain('clients need their own')
})

it('a client run by the launcher uploads, downloads, lists and deletes artifacts', async () => {
  const { uri, credentials, ...answer } = answerOf(await ask('artifacts.py'))
  expect(uri).toMatch(/^s3:\/\/mlflow-bucket\//)
  expect(credentials).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
  expectArtifacts({ ...answer, credentials: [] })
})

it('a client run by the launcher registers and loads models', async () => {
  expectModels(answerOf(await ask('models.py')))
})

it('a client run by the launcher moves 100 MB without the server', async () => {
  const answer = answerOf(await ask('transfer.py', '100', deployment.data))
  expectSameFile(answer, 100)
  expect(JSON.stringify(answer.upload)).not.toContain('PUT')
})

it('a client with the shell’s account is refused by the store', async () => {
  const { status, stderr } = await deployment.run('transfer.py', ['1', deployment.data], shell())
  expect(status).toBe(1)
  expect(stderr).toMatch(/S3UploadFailedError: .*\(AccessDenied\) when calling the PutObject operation/)
})

it('a client without an account gets an error that says so', async () => {
  const { status, stderr } = await deployment.run('artifacts.py', [], deployment.clientEnvironment(server.url))
  expect(status).toBe(1)
  expect(stderr).toContain('NoCredentialsError: Unable to locate credentials')
})

it('the project’s account reaches its own bucket and no other', async () => {
  const answers = answerOf(await ask('errors.py'))
  expect(answers['direct, own bucket']).toBe('no error: None')
  expect(answers['direct, other bucket']).toMatch(/^S3UploadFailedError: .*\(AccessDenied\)/)
  expect(answers['missing file']).toMatch(/NoSuchKey|404/)
  // The server hands nothing on, in nobody's name.
  expect(answers['listing of nothing']).toEqual([503, expect.stringContaining('--no-serve-artifacts')])
})

it('no secret appears in output, in an argument list or in a file while clients use the store directly', () => {
  expect(findSecrets(deployment).leaks).toEqual([])
})
