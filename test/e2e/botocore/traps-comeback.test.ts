// The file comes back: a script's own load_dotenv() must not restore what the launcher took out. Each case first shows
// that it would, in the child's own environment less the one variable that prevents it.

import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { section, variables } from '../../oracle/accounts.ts'
import { type Expected, G, M, P, PROJECT, PROJECT_KEYS, shellOf } from '../oracle/check-case.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { Worker } from '../oracle/python-worker.ts'
import { envText, type Files, makeSandbox, type Sandbox } from '../oracle/sandbox.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const script = 'from dotenv import load_dotenv\nload_dotenv()\n'
const stale = { AWS_SESSION_TOKEN: 'token-of-G' }
const keys = { ...PROJECT_KEYS, ...stale }
const PROFILE = { error: null, keyId: M.id, secret: M.secret, token: null }

interface Comeback {
  readonly name: string
  readonly files: Files
  /** Given to `load_dotenv()`, relative to the folder; a script loads by itself. */
  readonly load: string | null
  /** A script that the command line names. */
  readonly script?: string
  readonly shell?: Env
  readonly comesBack: Expected
  readonly child: Expected
  /** Where the warning points. */
  readonly at: RegExp
}

const COMEBACKS: readonly Comeback[] = [
  {
    name: 'a stale token in the file that holds the keys',
    files: { 'outer/project/.env': envText(keys), 'outer/project/train.py': script },
    load: 'outer/project/train.py',
    ...{ comesBack: { keyId: P.id, token: 'token-of-G' }, child: PROJECT, at: /\.env:3: / },
  },
  {
    name: 'another account by override=True',
    files: {
      'outer/project/.env': envText({ ...PROJECT_KEYS, ...variables(G, 'AWS_') }),
      'outer/project/train.py': script.replace('()', '(override=True)'),
    },
    load: 'outer/project/train.py',
    ...{ comesBack: { keyId: G.id, method: 'env' }, child: PROJECT, at: /\.env:3: load_dotenv\(override=True\)/ },
  },
  {
    name: 'a stale token in .env.mlflow, loaded by its name',
    files: { 'outer/project/.env.mlflow': envText(keys) },
    load: 'outer/project/.env.mlflow',
    ...{ comesBack: { keyId: P.id, token: 'token-of-G' }, child: PROJECT, at: /\.env\.mlflow:3: / },
  },
  {
    name: "keys of another account beside the project's profile",
    files: {
      'outer/project/.env': envText({ MLFLOW_AWS_PROFILE: 'ml', ...variables(G, 'AWS_') }),
      'outer/project/train.py': script,
      'home/.aws/credentials': section('ml', M),
    },
    load: 'outer/project/train.py',
    ...{ comesBack: { keyId: G.id, method: 'env' }, child: PROFILE, at: /\.env:2: / },
  },
  {
    name: 'a profile beside project keys, with the config file out of reach',
    files: { 'outer/project/.env': envText({ ...PROJECT_KEYS, AWS_PROFILE: 'main' }) },
    load: 'outer/project/.env',
    ...{ comesBack: { error: 'ProfileNotFound' }, child: PROJECT, at: /\.env:3: / },
  },
  {
    name: 'an empty profile',
    files: { 'outer/project/.env': `${envText(PROJECT_KEYS)}AWS_PROFILE=\n` },
    load: 'outer/project/.env',
    ...{ comesBack: { error: 'ProfileNotFound' }, child: PROJECT, at: /\.env:3: / },
  },
  {
    name: 'an endpoint that the shell has no say in either',
    files: { 'outer/.env': envText({ AWS_ENDPOINT_URL: 'http://old.test' }) },
    shell: PROJECT_KEYS,
    load: null,
    ...{ comesBack: { keyId: P.id, endpoint: 'http://old.test' }, child: PROJECT, at: /\.env:1: / },
  },
  {
    name: 'a .env above the repository, where the launcher stops and Python does not',
    files: { 'outer/.env': envText(stale) },
    shell: PROJECT_KEYS,
    load: null,
    ...{ comesBack: { keyId: P.id, token: 'token-of-G' }, child: PROJECT, at: /\.env:1: / },
  },
  {
    name: 'a .env beside the script on the command line',
    files: { 'scripts/train.py': script, 'scripts/.env': envText(stale), 'outer/project/.env': envText(PROJECT_KEYS) },
    load: 'scripts/train.py',
    script: 'scripts/train.py',
    ...{ comesBack: { keyId: P.id, token: 'token-of-G' }, child: PROJECT, at: /\.env:1: / },
  },
  {
    name: "an empty profile beside the shell's own chain",
    files: { 'outer/project/.env': 'AWS_PROFILE=\n', 'home/.aws/credentials': section('default', M) },
    load: null,
    ...{ comesBack: { error: 'ProfileNotFound' }, child: PROFILE, at: /\.env:1: / },
  },
  {
    name: "a token of a file beside the shell's own keys",
    files: { 'outer/project/.env': envText({ AWS_SESSION_TOKEN: 'token-of-P' }) },
    shell: variables(G, 'AWS_'),
    load: null,
    comesBack: { keyId: G.id, token: 'token-of-P' },
    child: { error: null, keyId: G.id, secret: G.secret, token: null },
    at: /\.env:1: /,
  },
]

async function inSandbox(files: Files, act: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = makeSandbox(files)
  try {
    await act(sandbox)
  } finally {
    sandbox.remove()
  }
}

describe('load_dotenv() in the command', () => {
  it.each(COMEBACKS.map((one) => [one.name, one] as const))(
    'does not reintroduce %s',
    async (_, { files, load, script: named, shell = {}, comesBack, child, at }) => {
      await inSandbox(files, async (sandbox) => {
        // A shell prints the environment in the script's place, and passes over the words behind it.
        const words = named ? ['sh', '-c', 'exec env -0', join(sandbox.folder, named)] : []
        const run = runLauncher(shellOf(sandbox, shell), sandbox.project, ...words)
        expect(run.status, run.stderr).toBe(0)
        expect(run.stderr).toMatch(at)
        const { PYTHON_DOTENV_DISABLED: disabled, ...unprotected } = run.env
        expect(disabled).toBe('1')
        const question = { cwd: sandbox.project, load: [load === null ? null : join(sandbox.folder, load)] }
        expect((await worker.inspect({ ...question, env: unprotected })).loaded, 'without the variable').toMatchObject(
          comesBack,
        )
        const seen = await worker.inspect({ ...question, env: run.env })
        expect(seen.first).toMatchObject(child)
        expect(seen.loaded).toEqual(seen.first)
      })
    },
  )

  it('is not disabled if it reintroduces nothing', async () => {
    const files = { 'outer/project/.env': envText({ ...PROJECT_KEYS, OTHER: 'x', AWS_STORAGE_BUCKET_NAME: 'b' }) }
    await inSandbox(files, async (sandbox) => {
      const run = runLauncher(shellOf(sandbox, stale), sandbox.project)
      expect(run).toMatchObject({ status: 0, stderr: '' })
      expect(run.env).not.toHaveProperty('PYTHON_DOTENV_DISABLED')
      expect(run.env).toMatchObject({ OTHER: 'x', AWS_STORAGE_BUCKET_NAME: 'b' })
      const { first, loaded } = await worker.inspect({ env: run.env, cwd: sandbox.project, load: [null] })
      expect(loaded).toEqual(first)
    })
  })

  it("keeps the user's own PYTHON_DOTENV_DISABLED, with a warning that it does not help", async () => {
    await inSandbox({ 'outer/project/.env': envText(keys) }, async (sandbox) => {
      const run = runLauncher(shellOf(sandbox, { PYTHON_DOTENV_DISABLED: '0' }), sandbox.project)
      expect(run.env.PYTHON_DOTENV_DISABLED).toBe('0')
      expect(run.stderr).toMatch(/\.env:3: .*AWS_SESSION_TOKEN.*PYTHON_DOTENV_DISABLED is set to a value that means no/)
      const { loaded } = await worker.inspect({ env: run.env, cwd: sandbox.project, load: [null] })
      expect(loaded.token).toBe('token-of-G')
    })
  })
})
