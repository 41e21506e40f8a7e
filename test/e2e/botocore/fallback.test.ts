// Whose account it is if the project names none: the real botocore's answer, and whether anybody was told.
import process from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { section, variables } from '../../oracle/accounts.ts'
import { launcher } from '../../rig/paths.ts'
import { D, G, M, P, shellOf } from '../oracle/check-case.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { Worker } from '../oracle/python-worker.ts'
import { envText, makeSandbox } from '../oracle/sandbox.ts'

const worker = new Worker()
afterAll(() => worker.stop())

interface Case {
  readonly name: string
  readonly shell?: Env
  /** The project's `.env`; null if there is none. */
  readonly project: Env | null
  readonly options?: readonly string[]
  /** The account of botocore, or the status of a refusal. */
  readonly account: string | null | 125
  /** Parts of the one warning or refusal; none for silence. */
  readonly says: readonly string[]
}

const KEYS = variables(G, 'AWS_')
const S3 = { MLFLOW_ARTIFACT_ROOT: 's3://lab/x' }
const WARNS = ['--strict', '--allow-fallback', "the shell's credentials are used"]

const CASES: readonly Case[] = [
  {
    name: 'keys, and no project',
    shell: KEYS,
    project: null,
    account: G.id,
    says: [...WARNS, 'key …GGGG', 'no .env.mlflow or .env'],
  },
  {
    name: 'a profile, and no project',
    shell: { AWS_PROFILE: 'main' },
    project: null,
    account: M.id,
    says: [...WARNS, "profile 'main'"],
  },
  { name: '[default], and no project', project: null, account: D.id, says: [...WARNS, 'boto3 finds by itself'] },
  {
    name: 'an S3 root and no credentials',
    shell: KEYS,
    project: S3,
    account: G.id,
    says: [...WARNS, 'MLFLOW_ARTIFACT_ROOT in .env:1'],
  },
  {
    name: 'an endpoint and no credentials',
    shell: KEYS,
    project: { MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9' },
    account: G.id,
    says: WARNS,
  },
  {
    name: 'an S3 root, which agrees',
    shell: KEYS,
    project: { ...S3, WITH_MLFLOW_ENV_ALLOW_FALLBACK: '1' },
    account: G.id,
    says: [],
  },
  {
    name: 'no project, agreed to on the command line',
    shell: KEYS,
    project: null,
    options: ['--allow-fallback'],
    account: G.id,
    says: [],
  },
  {
    name: 'a tracking server only',
    shell: KEYS,
    project: { MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' },
    account: G.id,
    says: [],
  },
  { name: 'no project, with --keep-aws', shell: KEYS, project: null, options: ['--keep-aws'], account: G.id, says: [] },
  {
    name: 'no project, with --strict',
    shell: KEYS,
    project: null,
    options: ['--strict'],
    account: 125,
    says: ['--strict refuses'],
  },
  {
    name: 'a strict project',
    shell: KEYS,
    project: { WITH_MLFLOW_ENV_STRICT: '1' },
    options: ['--allow-fallback'],
    account: 125,
    says: ['WITH_MLFLOW_ENV_STRICT in .env:1 refuses', 'whatever --allow-fallback says'],
  },
  {
    name: 'both options',
    shell: KEYS,
    project: null,
    options: ['--strict', '--allow-fallback'],
    account: 125,
    says: ['contradict'],
  },
  {
    name: 'a misspelt key id',
    shell: KEYS,
    project: { MLFLOW_AWS_ACESS_KEY_ID: P.id },
    account: 125,
    says: ['did you mean MLFLOW_AWS_ACCESS_KEY_ID'],
  },
  {
    name: 'keys under swapped names',
    shell: KEYS,
    project: { AWS_MLFLOW_ACCESS_KEY_ID: P.id, AWS_MLFLOW_SECRET_ACCESS_KEY: P.secret },
    account: 125,
    says: ['did you mean MLFLOW_AWS_ACCESS_KEY_ID'],
  },
  {
    name: 'a role next to keys',
    project: { ...variables(P, 'MLFLOW_AWS_'), MLFLOW_AWS_ROLE_ARN: 'arn:aws:iam::1:role/x' },
    account: 125,
    says: ['MLFLOW_AWS_ROLE_ARN in .env:3', 'MLFLOW_AWS_PROFILE'],
  },
  {
    name: 'keys of a file that lose',
    shell: KEYS,
    project: variables(P, 'AWS_'),
    account: G.id,
    says: ['AWS_ACCESS_KEY_ID in .env:1 is not used', '--override'],
  },
  {
    name: 'keys of a file that win with --override',
    shell: KEYS,
    project: variables(P, 'AWS_'),
    options: ['--override'],
    account: P.id,
    says: [],
  },
  {
    name: 'an older secret in the terminal',
    shell: { ...variables(P, 'MLFLOW_AWS_'), MLFLOW_AWS_SECRET_ACCESS_KEY: 'older' },
    project: variables(P, 'MLFLOW_AWS_'),
    account: P.id,
    says: ['out of date', '--override'],
  },
  {
    name: 'an older secret, with --override',
    shell: { ...variables(P, 'MLFLOW_AWS_'), MLFLOW_AWS_SECRET_ACCESS_KEY: 'older' },
    project: variables(P, 'MLFLOW_AWS_'),
    options: ['--override'],
    account: P.id,
    says: [],
  },
  {
    name: 'another launcher around it',
    shell: KEYS,
    project: null,
    options: ['--allow-fallback', process.execPath, '--', 'LAUNCHER', '--quiet'],
    account: G.id,
    says: [],
  },
]

describe('a project without credentials of its own, with --quiet', () => {
  it.each(CASES)('$name', async ({ shell = {}, project, options = [], account, says }) => {
    const sandbox = makeSandbox({
      ...(project && { 'outer/project/.env': envText(project) }),
      'home/.aws/credentials': section('default', D) + section('main', M),
    })
    try {
      const parent = shellOf(sandbox, shell)
      const words = options.map((word) => (word === 'LAUNCHER' ? launcher : word))
      const { status, stderr, env } = runLauncher(parent, sandbox.project, ...words)
      expect(status, stderr).toBe(account === 125 ? 125 : 0)
      expect(stderr.split('\n').length - 1, stderr).toBe(says.length === 0 ? 0 : 1)
      for (const part of says) expect(stderr).toContain(part)
      for (const { id, secret } of [G, M, P])
        for (const value of [id, secret, 'older']) expect(stderr).not.toContain(value)
      if (account === 125) return
      const { first } = await worker.inspect({ env, cwd: sandbox.project })
      expect(first.keyId).toBe(account)
    } finally {
      sandbox.remove()
    }
  })
})
