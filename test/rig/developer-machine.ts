// A developer's machine in small: a shell full of the global account's settings, and a project with keys of its own.
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { awsKeys } from './account.ts'
import type { Cleanup } from './cleanup.ts'
import { launcher, pythonBin, root } from './paths.ts'
import { freePorts } from './ports.ts'
import { makeFolder } from './private-folder.ts'
import { type Store, startStore } from './store.ts'

export interface DeveloperMachine {
  readonly folder: string
  /** The project's folder, with .env and the examples. */
  readonly project: string
  readonly store: Store
  /** Where the project's MLflow server is to listen. */
  readonly port: number
  /** The environment of the shell: all of it. */
  readonly shell: Readonly<Record<string, string>>
}

/** Another project than the one with the examples. */
export interface Differences {
  readonly fill?: (project: string, store: Store, port: number) => void
  /** What the shell exports besides. */
  readonly exports?: Readonly<Record<string, string>>
}

export async function makeDeveloperMachine(
  cleanup: Cleanup,
  { fill = fillProject, exports = {} }: Differences = {},
): Promise<DeveloperMachine> {
  const folder = await makeFolder(cleanup, 'home', 'tmp', 'bin', 'project')
  const store = await startStore(cleanup, folder)
  const [port = 0] = await freePorts(1)
  symlinkSync(launcher, join(folder, 'bin', 'with-mlflow-env'))
  const project = join(folder, 'project')
  fill(project, store, port)
  return { folder, project, store, port, shell: { ...shellEnvironment(folder, store), ...exports } }
}

function fillProject(project: string, { endpoint, mlflow }: Store, port: number): void {
  // The search for .env ends at a repository's root.
  mkdirSync(join(project, '.git'))
  for (const name of ['train.py', 'train.sh', 'server.sh']) {
    copyFileSync(join(root, 'examples', name), join(project, name))
  }
  const settings = {
    MLFLOW_AWS_ACCESS_KEY_ID: mlflow.keyId,
    MLFLOW_AWS_SECRET_ACCESS_KEY: mlflow.secret,
    MLFLOW_AWS_DEFAULT_REGION: 'us-east-1',
    MLFLOW_S3_ENDPOINT_URL: endpoint,
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}`,
    MLFLOW_ARTIFACT_ROOT: `s3://${mlflow.bucket}`,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(project, '.env'), lines.join(''))
  chmodSync(join(project, '.env'), 0o600)
}

function shellEnvironment(folder: string, { endpoint, global }: Store): Record<string, string> {
  return {
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    PATH: [join(folder, 'bin'), pythonBin, dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    ...awsKeys(global),
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_RETRY_MODE: 'standard',
    AWS_PAGER: '',
    // Kept, because Matplotlib takes up to half a minute to list a machine's fonts.
    MPLCONFIGDIR: join(root, '.build', 'matplotlib'),
    // MLflow reports its use to its makers unless told not to.
    DO_NOT_TRACK: 'true',
    // Eleven processes and more than a gigabyte become two: nothing here runs jobs on the server.
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  }
}
