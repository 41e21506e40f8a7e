// The shell's own credentials, --keep-aws, and a launcher inside a launcher.

import process from 'node:process'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { longTerm, section, temporary, variables } from '../../oracle/accounts.ts'
import { launcher } from '../../rig/paths.ts'
import { byHand, D, G, M, PROJECT, PROJECT_KEYS, shellOf } from '../oracle/check-case.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { type BotocoreView, Worker } from '../oracle/python-worker.ts'
import { envText, type Files, makeSandbox, type Sandbox } from '../oracle/sandbox.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const sandboxes: Sandbox[] = []
afterEach(() => {
  for (const sandbox of sandboxes.splice(0)) sandbox.remove()
})

function enter(files: Files): Sandbox {
  const sandbox = makeSandbox(files)
  sandboxes.push(sandbox)
  return sandbox
}

async function inspect(sandbox: Sandbox, env: Env): Promise<BotocoreView> {
  return (await worker.inspect({ env, cwd: sandbox.project })).first
}

const T = temporary('T')
const Q = longTerm('Q')
const shellKeys = variables(G, 'AWS_')

describe("the shell's own credentials", () => {
  it('are passed on unchanged with everything that belongs to them', async () => {
    const sandbox = enter({ 'home/.aws/config': '[default]\nregion = eu-west-1\n', 'outer/project/.env': 'OTHER=x\n' })
    const settings = {
      ...variables(T, 'AWS_'),
      ...{ AWS_SECURITY_TOKEN: T.token, AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z', AWS_ACCOUNT_ID: '1' },
      ...{ AWS_ENDPOINT_URL: 'http://store.shell.test', AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required' },
      ...{ AWS_SDK_LOAD_CONFIG: '0', FSSPEC_S3_KEY: G.id, S3_ENDPOINT: 'store.shell.test', AWS_BUCKET: 'b' },
    }
    const { env, status } = runLauncher(shellOf(sandbox, settings), sandbox.project)
    expect(status).toBe(0)
    expect(env).toMatchObject({ ...settings, OTHER: 'x' })
    expect(await inspect(sandbox, env)).toEqual(await inspect(sandbox, shellOf(sandbox, settings)))
  })

  it('get no token from a file, unlike with a plain load_dotenv()', async () => {
    const sandbox = enter({ 'outer/project/.env': envText({ AWS_SESSION_TOKEN: 'token-of-P' }) })
    const parent = shellOf(sandbox, shellKeys)
    const plain = await worker.inspect({ env: parent, cwd: sandbox.project, load: [null] })
    expect(plain.loaded).toMatchObject({ keyId: G.id, token: 'token-of-P' })
    const { env } = runLauncher(parent, sandbox.project)
    expect(await inspect(sandbox, env)).toMatchObject({ error: null, keyId: G.id, secret: G.secret, token: null })
  })

  it('cause a warning if half of them is missing, because boto3 then uses another account', async () => {
    const sandbox = enter({ 'home/.aws/credentials': section('default', D) })
    const parent = shellOf(sandbox, { AWS_SECRET_ACCESS_KEY: G.secret })
    expect(await inspect(sandbox, parent)).toMatchObject({ keyId: D.id })
    const { status, stderr } = runLauncher(parent, sandbox.project)
    expect(status).toBe(0)
    expect(stderr).toMatch(/AWS_ACCESS_KEY_ID is missing next to AWS_SECRET_ACCESS_KEY in the environment/)
  })

  it("are read from the shell's AWS_SHARED_CREDENTIALS_FILE for a profile that a file names", async () => {
    const sandbox = enter({
      'elsewhere/credentials': section('main', G),
      'home/.aws/credentials': section('main', D),
      'outer/project/.env': envText({ AWS_PROFILE: 'main' }),
    })
    const parent = shellOf(sandbox, { AWS_SHARED_CREDENTIALS_FILE: '{folder}/elsewhere/credentials' })
    const { loaded } = await worker.inspect({ env: parent, cwd: sandbox.project, load: [null] })
    expect(loaded).toMatchObject({ error: null, keyId: G.id })
    expect(await inspect(sandbox, runLauncher(parent, sandbox.project).env)).toEqual(loaded)
  })

  it('get the region that boto3 would not find with an empty AWS_CONFIG_FILE', async () => {
    const sandbox = enter({ 'home/.aws/config': '[default]\nregion = eu-west-1\n' })
    const parent = shellOf(sandbox, { ...shellKeys, AWS_CONFIG_FILE: '' })
    expect(await inspect(sandbox, parent)).toMatchObject({ keyId: G.id, region: null })
    expect((await inspect(sandbox, runLauncher(parent, sandbox.project).env)).region).toMatch(
      /^(?:us-east-1|eu-west-1)$/,
    )
  })

  it.each([
    ['keys', shellKeys, {}],
    ['a profile', { AWS_PROFILE: 'default' }, { 'home/.aws/credentials': section('default', D) }],
    ['nothing but ~/.aws', {}, { 'home/.aws/credentials': section('default', D) }],
    ["a container's role", { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/role' }, {}],
  ])('are refused by --strict: %s', async (_, shell, files) => {
    const sandbox = enter(files)
    const parent = shellOf(sandbox, shell)
    expect((await inspect(sandbox, parent)).keyId).not.toBeNull()
    expect(runLauncher(parent, sandbox.project).status).toBe(0)
    expect(runLauncher(parent, sandbox.project, '--strict')).toMatchObject({ status: 125, env: {} })
    expect(runLauncher({ ...parent, WITH_MLFLOW_ENV_STRICT: '1' }, sandbox.project).status).toBe(125)
  })
})

describe('--keep-aws', () => {
  it("leaves every AWS_* unchanged and sets MLflow's own variables only", async () => {
    const mlflow = { MLFLOW_TRACKING_URI: 'http://tracking.test', MLFLOW_S3_ENDPOINT_URL: 'http://s3.project.test' }
    const sandbox = enter({ 'outer/project/.env': envText({ ...PROJECT_KEYS, ...mlflow }) })
    const shell = {
      ...shellKeys,
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://store.shell.test',
      AWS_PROFILE: '',
    }
    const parent = shellOf(sandbox, shell)
    const { env } = runLauncher(parent, sandbox.project, '--keep-aws')
    const aws = (all: Env) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => /^(?:AWS|BOTO|FSSPEC)/.test(name)))
    expect(aws(env)).toEqual(aws(parent))
    expect(env).toMatchObject(mlflow)
    expect(Object.keys(env).filter((name) => name.startsWith('MLFLOW_AWS_'))).toEqual([])
    expect(await inspect(sandbox, env)).toEqual(await inspect(sandbox, parent))
    // The same world without the option is the project's.
    expect(await inspect(sandbox, runLauncher(parent, sandbox.project).env)).toMatchObject({
      keyId: PROJECT.keyId,
      error: null,
    })
  })
})

describe('a launcher inside a launcher', () => {
  const inner = [process.execPath, launcher, '--quiet', '--strict', '--no-env-file']

  it("uses the outer one's keys as the project's", async () => {
    const sandbox = enter({ 'outer/project/.env': envText(PROJECT_KEYS) })
    const outer = runLauncher(shellOf(sandbox, shellKeys), sandbox.project)
    expect(outer.env.WITH_MLFLOW_ENV).toBe('project:PPPP')
    const nested = runLauncher(shellOf(sandbox, shellKeys), sandbox.project, ...inner)
    expect(nested.status, nested.stderr).toBe(0)
    expect(await inspect(sandbox, nested.env)).toMatchObject(PROJECT)
    // Without the mark they are keys like any other.
    const { WITH_MLFLOW_ENV: _, ...unmarked } = outer.env
    expect(runLauncher(unmarked, sandbox.project, ...inner.slice(2)).status).toBe(125)
  })

  it('does not use keys that were replaced in between', () => {
    const sandbox = enter({ 'outer/project/.env': envText(PROJECT_KEYS) })
    const exchanged = ['env', ...Object.entries(shellKeys).map(([name, value]) => `${name}=${value}`)]
    expect(runLauncher(shellOf(sandbox, {}), sandbox.project, ...exchanged, ...inner).status).toBe(125)
  })

  it('says that a profile set in between is used, outside of every project', async () => {
    const files = { 'outer/project/.env': envText(PROJECT_KEYS), 'home/.aws/credentials': section('ml', M) }
    const sandbox = enter(files)
    const own = ['env', '-u', 'AWS_ACCESS_KEY_ID', '-u', 'AWS_SECRET_ACCESS_KEY', '-u', 'AWS_SHARED_CREDENTIALS_FILE']
    const between = [...own, 'AWS_PROFILE=ml', process.execPath, launcher, '--no-env-file']
    const nested = runLauncher(shellOf(sandbox, {}), sandbox.project, ...between)
    expect(nested.stderr).toContain('found no project')
    expect(await inspect(sandbox, nested.env)).toMatchObject({ keyId: M.id })
    const unchanged = runLauncher(shellOf(sandbox, {}), sandbox.project, process.execPath, launcher, '--no-env-file')
    expect(unchanged).toMatchObject({ status: 0, stderr: '' })
  })

  it("uses the inner project's own keys if it has any", async () => {
    const sandbox = enter({ 'outer/project/.env': envText(PROJECT_KEYS) })
    const own = ['env', ...Object.entries(variables(Q, 'MLFLOW_AWS_')).map(([name, value]) => `${name}=${value}`)]
    const nested = runLauncher(
      shellOf(sandbox, { ...shellKeys, AWS_PROFILE: 'gone' }),
      sandbox.project,
      ...own,
      ...inner,
    )
    expect(nested.stderr).toMatch(/running inside another with-mlflow-env/)
    expect(await inspect(sandbox, nested.env)).toMatchObject({
      error: null,
      keyId: Q.id,
      secret: Q.secret,
      token: null,
    })
  })

  it("drops the outer project's keys for the inner project's profile", async () => {
    const files = { 'outer/project/.env': envText(PROJECT_KEYS), 'home/.aws/credentials': section('ml', M) }
    const sandbox = enter(files)
    const outer = runLauncher(shellOf(sandbox, shellKeys), sandbox.project)
    expect(await inspect(sandbox, byHand(outer.env, { MLFLOW_AWS_PROFILE: 'ml' }))).toMatchObject({
      error: 'ProfileNotFound',
    })
    const { env } = runLauncher({ ...outer.env, MLFLOW_AWS_PROFILE: 'ml' }, sandbox.project, '--no-env-file')
    expect(env.AWS_ACCESS_KEY_ID).toBeUndefined()
    expect(await inspect(sandbox, env)).toMatchObject({ error: null, keyId: M.id })
  })
})
