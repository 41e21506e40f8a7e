// One trap: what botocore makes of a shell in which somebody set the project's account by hand, and what it makes of
// the environment that the launcher's command gets. The first must fall into the trap, or the second shows nothing.
import process from 'node:process'
import { expect } from 'vitest'
import type { Env } from '../../oracle/accounts.ts'
import { longTerm, variables } from '../../oracle/accounts.ts'
import { type Run, runLauncher } from './launcher.ts'
import type { AwsQuestion, BotocoreView, Worker } from './python-worker.ts'
import { envText, type Files, makeSandbox, type Sandbox } from './sandbox.ts'

/** The project's account, the shell's, the profile's, and that of `[default]`. */
export const P = longTerm('P')
export const G = longTerm('G')
export const M = longTerm('M')
export const D = longTerm('D')

/** What the project's long-term keys look like to botocore, with nothing beside them. */
export const PROJECT: Expected = {
  error: null,
  ...{ keyId: P.id, secret: P.secret, token: null, method: 'env', region: 'us-east-1', asked: [] },
  s3: { host: 'bucket.s3.amazonaws.com', scheme: 'https', keyId: P.id, region: 'us-east-1', token: null },
}

export type Expected = { readonly [Key in keyof BotocoreView]?: unknown }

export interface BotocoreCase {
  readonly name: string
  /** What stands under HOME and elsewhere; in texts and variables `{folder}` is the case's own folder. */
  readonly files?: Files
  readonly shell?: Env
  /** The project's `.env`. */
  readonly project?: Env
  readonly options?: readonly string[]
  readonly ask?: NonNullable<AwsQuestion['ask']>
  readonly byHand: Expected
  readonly child?: Expected
}

export const PROJECT_KEYS: Env = variables(P, 'MLFLOW_AWS_')

/** Walks into the trap by hand, then with the launcher. */
export async function checkCase(worker: Worker, trap: BotocoreCase): Promise<Run> {
  const project = trap.project ?? PROJECT_KEYS
  const sandbox = makeSandbox({ 'outer/project/.env': envText(project) })
  try {
    fill(sandbox, trap.files ?? {})
    const shell = shellOf(sandbox, trap.shell ?? {})
    const inspect = async (env: Env) => {
      const question = { env, cwd: sandbox.project, ...(trap.ask && { ask: trap.ask }) }
      return (await worker.inspect(question)).first
    }
    expect(await inspect(byHand(shell, project)), 'set by hand').toMatchObject(trap.byHand)
    const run = runLauncher(shell, sandbox.project, ...(trap.options ?? []))
    expect(run.status, run.stderr).toBe(0)
    expect(await inspect(run.env), 'in the child').toMatchObject(trap.child ?? PROJECT)
    return run
  } finally {
    sandbox.remove()
  }
}

/** A shell with nothing but what is named. */
export function shellOf(sandbox: Sandbox, variables: Env): Env {
  const filled = Object.entries(variables).map(([name, value]) => [name, value.replaceAll('{folder}', sandbox.folder)])
  return { PATH: process.env.PATH ?? '', HOME: sandbox.home, LANG: 'C.UTF-8', ...Object.fromEntries(filled) }
}

/** What people do without a launcher: the project's values under AWS's names, beside all that the shell has. */
export function byHand(shell: Env, project: Env): Env {
  const named = Object.entries(project).flatMap(([name, value]): [string, string][] => {
    if (name === 'MLFLOW_S3_ENDPOINT_URL') return [['AWS_ENDPOINT_URL_S3', value]]
    return name.startsWith('MLFLOW_AWS_') ? [[name.slice('MLFLOW_'.length), value]] : []
  })
  return { ...shell, ...Object.fromEntries(named) }
}

function fill(sandbox: Sandbox, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    sandbox.add({ [path]: typeof content === 'string' ? content.replaceAll('{folder}', sandbox.folder) : content })
  }
}
