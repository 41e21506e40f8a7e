// Keys that must not be used: what botocore does with them, and that the launcher starts nothing then.

import { afterAll, describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { section, temporary, variables } from '../../oracle/accounts.ts'
import { byHand, D, type Expected, G, P, shellOf } from '../oracle/check-case.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { Worker } from '../oracle/python-worker.ts'
import { envText, makeSandbox } from '../oracle/sandbox.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const T = temporary('T')
const keys = variables(P, 'MLFLOW_AWS_')
const shellKeys = variables(G, 'AWS_')

interface Refused {
  readonly name: string
  readonly shell?: Env
  /** Text of the project's `.env`, or its variables. */
  readonly project: Env | string
  readonly byHand: Expected
  /** What the one line says. */
  readonly says: RegExp
}

const REFUSED: readonly Refused[] = [
  {
    name: 'an id without its secret would sign with the secret of the shell',
    project: { MLFLOW_AWS_ACCESS_KEY_ID: P.id },
    shell: shellKeys,
    byHand: { keyId: P.id, secret: G.secret },
    says: /MLFLOW_AWS_SECRET_ACCESS_KEY is missing/,
  },
  {
    name: 'an id without its secret, in an empty shell, fails in the middle of the run',
    project: { MLFLOW_AWS_ACCESS_KEY_ID: P.id },
    byHand: { error: 'PartialCredentialsError' },
    says: /MLFLOW_AWS_SECRET_ACCESS_KEY is missing/,
  },
  {
    name: 'a secret without its id falls through to [default], another account',
    project: { MLFLOW_AWS_SECRET_ACCESS_KEY: P.secret },
    byHand: { keyId: D.id, secret: D.secret },
    says: /MLFLOW_AWS_ACCESS_KEY_ID is missing/,
  },
  {
    name: 'an empty id falls through to [default], another account',
    project: { MLFLOW_AWS_ACCESS_KEY_ID: '', MLFLOW_AWS_SECRET_ACCESS_KEY: P.secret },
    byHand: { keyId: D.id, secret: D.secret },
    says: /MLFLOW_AWS_ACCESS_KEY_ID is missing/,
  },
  {
    name: 'an unfilled template falls through to [default], another account',
    project: { MLFLOW_AWS_ACCESS_KEY_ID: '', MLFLOW_AWS_SECRET_ACCESS_KEY: '' },
    byHand: { keyId: D.id, secret: D.secret },
    says: /empty/,
  },
  {
    name: 'a token alone goes out with the keys of the shell',
    project: { MLFLOW_AWS_SESSION_TOKEN: 'token-of-P' },
    shell: shellKeys,
    byHand: { keyId: G.id, token: 'token-of-P' },
    says: /MLFLOW_AWS_ACCESS_KEY_ID/,
  },
  {
    name: 'a temporary key without its token',
    project: { ...variables(T, 'MLFLOW_AWS_'), MLFLOW_AWS_SESSION_TOKEN: '' },
    shell: { AWS_SESSION_TOKEN: 'token-of-G' },
    byHand: { keyId: T.id, token: null },
    says: /session token/,
  },
  {
    name: 'a long-term key with a token',
    project: { ...keys, MLFLOW_AWS_SESSION_TOKEN: 'token-of-T' },
    byHand: { keyId: P.id, token: 'token-of-T' },
    says: /MLFLOW_AWS_SESSION_TOKEN/,
  },
  {
    name: 'a blank at the end of an id is part of it',
    project: `MLFLOW_AWS_ACCESS_KEY_ID="${P.id} "\nMLFLOW_AWS_SECRET_ACCESS_KEY=${P.secret}\n`,
    byHand: { keyId: `${P.id} ` },
    says: /MLFLOW_AWS_ACCESS_KEY_ID in \.env:1 contains whitespace/,
  },
  {
    name: 'a line break in a secret signs wrong, silently',
    project: `MLFLOW_AWS_ACCESS_KEY_ID=${P.id}\nMLFLOW_AWS_SECRET_ACCESS_KEY="${P.secret}\n"\n`,
    byHand: { error: null, keyId: P.id, secret: `${P.secret}\n` },
    says: /MLFLOW_AWS_SECRET_ACCESS_KEY in \.env:2 contains/,
  },
  {
    name: 'a line break in a token is an error that prints it',
    project: `${envText({ ...variables(T, 'MLFLOW_AWS_'), MLFLOW_AWS_SESSION_TOKEN: '' })}MLFLOW_AWS_SESSION_TOKEN="token\nof-T"\n`,
    byHand: { keyId: T.id, token: 'token\nof-T' },
    says: /MLFLOW_AWS_SESSION_TOKEN in \.env:4 contains/,
  },
  {
    name: "the template's placeholder is sent to AWS",
    project: { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'your-access-key-id' },
    byHand: { keyId: 'your-access-key-id' },
    says: /MLFLOW_AWS_ACCESS_KEY_ID/,
  },
  {
    name: 'keys and a profile in one file: botocore would take the keys',
    project: { ...keys, MLFLOW_AWS_PROFILE: 'default' },
    byHand: { keyId: P.id, method: 'env' },
    says: /MLFLOW_AWS_PROFILE/,
  },
]

describe('the launcher', () => {
  it.each(REFUSED.map((one) => [one.name, one] as const))(
    'refuses what botocore would use: %s',
    async (_, { shell = {}, project, byHand: expected, says }) => {
      const text = typeof project === 'string' ? project : envText(project)
      const sandbox = makeSandbox({ 'home/.aws/credentials': section('default', D), 'outer/project/.env': text })
      try {
        const parent = shellOf(sandbox, shell)
        const path = `${sandbox.project}/.env`
        const { env: read } = await worker.load({}, [path])
        const env = byHand(parent, read)
        const { first } = await worker.inspect({ env, cwd: sandbox.project })
        expect(first, 'set by hand').toMatchObject(expected)
        const run = runLauncher(parent, sandbox.project)
        expect(run).toMatchObject({ status: 125, env: {} })
        expect(run.stderr).toMatch(says)
        expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
        for (const secret of ['secret-of', 'token-of', 'token\nof']) expect(run.stderr).not.toContain(secret)
      } finally {
        sandbox.remove()
      }
    },
  )
})
