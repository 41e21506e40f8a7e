// One trap: what botocore makes of a shell in which somebody set the project's account by hand, and what it makes of
// the environment that the launcher's command gets. The first must fall into the trap, or the second shows nothing.
import process from 'node:process'
import { expect } from 'vitest'
import { longTerm, variables } from './accounts.ts'
import { type Run, runLauncher } from './launcher.ts'
import { envText, type Files, makePlace, type Place } from './place.ts'
import type { AwsQuestion, Env, Sight, Worker } from './worker.ts'

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

export type Expected = { readonly [Key in keyof Sight]?: unknown }

export interface Trap {
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
export async function spring(worker: Worker, trap: Trap): Promise<Run> {
  const project = trap.project ?? PROJECT_KEYS
  const place = makePlace({ 'outer/project/.env': envText(project) })
  try {
    fill(place, trap.files ?? {})
    const shell = shellOf(place, trap.shell ?? {})
    const see = async (env: Env) => {
      const question = { env, cwd: place.project, ...(trap.ask && { ask: trap.ask }) }
      return (await worker.see(question)).first
    }
    expect(await see(byHand(shell, project)), 'set by hand').toMatchObject(trap.byHand)
    const run = runLauncher(shell, place.project, ...(trap.options ?? []))
    expect(run.status, run.stderr).toBe(0)
    expect(await see(run.env), 'in the child').toMatchObject(trap.child ?? PROJECT)
    return run
  } finally {
    place.remove()
  }
}

/** A shell with nothing but what is named. */
export function shellOf(place: Place, variables: Env): Env {
  const filled = Object.entries(variables).map(([name, value]) => [name, value.replaceAll('{folder}', place.folder)])
  return { PATH: process.env.PATH ?? '', HOME: place.home, LANG: 'C.UTF-8', ...Object.fromEntries(filled) }
}

/** What people do without a launcher: the project's values under AWS's names, beside all that the shell has. */
export function byHand(shell: Env, project: Env): Env {
  const named = Object.entries(project).flatMap(([name, value]): [string, string][] => {
    if (name === 'MLFLOW_S3_ENDPOINT_URL') return [['AWS_ENDPOINT_URL_S3', value]]
    return name.startsWith('MLFLOW_AWS_') ? [[name.slice('MLFLOW_'.length), value]] : []
  })
  return { ...shell, ...Object.fromEntries(named) }
}

function fill(place: Place, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    place.add({ [path]: typeof content === 'string' ? content.replaceAll('{folder}', place.folder) : content })
  }
}
