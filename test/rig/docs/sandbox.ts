// The machine on which a page is run: a home, a project, a PATH, and accounts.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, awsKeys, makeAccount } from '../account.ts'
import type { Cleanup } from '../cleanup.ts'
import { giveDatabase } from '../database.ts'
import { launcher, pythonBin, root } from '../paths.ts'
import { freePorts } from '../ports.ts'
import { makeFolder } from '../private-folder.ts'
import { lines } from '../project.ts'
import { docsBin } from './aws.ts'
import { type Block, blocksOf, readPage, sandboxWordsOf } from './page.ts'
import type { Values } from './placeholders.ts'
import { isRun, startsServer } from './rules.ts'
import type { World } from './world.ts'

export interface Sandbox {
  readonly folder: string
  readonly project: string
  readonly shell: Readonly<Record<string, string>>
  readonly values: Values
}

/** Programs of the environment of the docs. Its Python is not on PATH: `python` is the one that has MLflow. */
const DOCS_PROGRAMS = ['jupyter', 'jupyter-kernelspec', 'jupyter-run']

export async function makeSandbox(cleanup: Cleanup, world: World, page: string): Promise<Sandbox> {
  const blocks = blocksOf(page).filter(isRun)
  const words = sandboxWordsOf(readPage(page))
  const folder = await makeFolder(cleanup, 'home', 'tmp', 'bin', 'project', 'run')
  const project = join(folder, 'project')
  fillFolders(folder, page)
  if (words.includes('repository')) copyRepository(project)
  const [port = 0, otherPort = 0] = await freePorts(2)
  const accounts = words.includes('aws') ? await moto(world) : await seaweedfs(world)
  if (words.includes('aws')) {
    writeFileSync(join(folder, 'bin', 'aws'), (await world.aws()).cli, { mode: 0o755 })
  }
  const values = { ...accounts, oldKeyId: '', port, otherPort, folder: project, bin: join(folder, 'bin') }
  const ownServer = blocks.some(startsServer)
  // The README's server is one that creates its database, which takes seconds.
  if (ownServer && page !== 'README.md') giveDatabase(join(project, 'mlflow.db'))
  if (!words.includes('empty')) writeSettings(project, values, ownServer ? {} : await shared(world, blocks))
  const shell = { ...environment(folder, values), ...(words.includes('aws') ? STAND_IN(values) : {}) }
  return { folder, project, values, shell: ownServer ? { ...shell, MLFLOW_PORT: `${port}` } : shell }
}

type Accounts = Pick<Values, 'bucket' | 'project' | 'shell' | 'endpoint'>

async function seaweedfs(world: World): Promise<Accounts> {
  const { endpoint, global, mlflow } = await world.store()
  return { endpoint, bucket: mlflow.bucket, project: mlflow, shell: global }
}

async function moto(world: World): Promise<Accounts> {
  const { endpoint, reset } = await world.aws()
  return { endpoint, bucket: 'my-bucket', project: makeAccount('project', 'my-bucket'), shell: await reset() }
}

/** The tracking server of the pages that start none, if this one has a command that may ask it. */
async function shared(world: World, blocks: readonly Block[]): Promise<Record<string, string>> {
  const asks = blocks.some(({ text }) => /(?<![\w-])(?:python3?|make|mlflow) /.test(text))
  return { MLFLOW_TRACKING_URI: asks ? await world.server() : 'http://127.0.0.1:5000' }
}

function fillFolders(folder: string, page: string): void {
  const project = join(folder, 'project')
  // The page of an example is about the files that are there.
  const example = dirname(page).startsWith('examples') ? dirname(page) : 'examples'
  cpSync(join(root, example), project, { recursive: true })
  cpSync(join(root, '.env.mlflow.example'), join(project, '.env.mlflow.example'))
  if (!existsSync(join(project, 'Makefile'))) writeFileSync(join(project, 'Makefile'), 'train:\n\tpython train.py\n')
  writeFileSync(join(project, '.gitignore'), '.env.mlflow\n')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'with-mlflow-env'))
  execFileSync('git', ['init', '--quiet', project])
  const author = ['-c', 'user.name=me', '-c', 'user.email=me@example.com']
  execFileSync('git', ['-C', project, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'Begin'])
  symlinkSync(launcher, join(folder, 'bin', 'with-mlflow-env'))
  for (const name of DOCS_PROGRAMS) symlinkSync(join(docsBin, name), join(folder, 'bin', name))
}

/** What a page finds that is about this repository itself. */
function copyRepository(project: string): void {
  for (const name of ['examples', 'compose.yaml', 'Dockerfile', '.env.compose.example']) {
    cpSync(join(root, name), join(project, name), { recursive: true })
  }
}

function writeSettings(project: string, values: Values, more: Readonly<Record<string, string>>): void {
  const text = lines({
    MLFLOW_AWS_ACCESS_KEY_ID: values.project.keyId,
    MLFLOW_AWS_SECRET_ACCESS_KEY: values.project.secret,
    MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1',
    MLFLOW_S3_ENDPOINT_URL: values.endpoint,
    MLFLOW_ARTIFACT_ROOT: `s3://${values.bucket}/mlflow`,
    ...more,
  })
  writeFileSync(join(project, '.env.mlflow'), text, { mode: 0o600 })
}

/** With the keys of another account in it, as the shell of a developer. */
function environment(folder: string, { shell }: Values): Record<string, string> {
  return {
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    PATH: [join(folder, 'bin'), pythonBin, dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    USER: 'me',
    // For what pages do not show.
    RIG: join(root, 'test', 'rig', 'docs'),
    ...awsKeys(shell),
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    DO_NOT_TRACK: 'true',
    // Not to wait for processes that no page is about.
    MLFLOW_WORKERS: '1',
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    // Nor for a server that is not there.
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
  }
}

/** By which AWS's own programs, and those with the project's account, reach moto. */
const STAND_IN = ({ endpoint }: Values) => ({ AWS_ENDPOINT_URL: endpoint, MLFLOW_S3_ENDPOINT_URL: endpoint })

/** The account whose keys a page has made, in place of the one before. */
export function withKeys({ values, ...sandbox }: Sandbox, keys: Pick<Account, 'keyId' | 'secret'>): Sandbox {
  return { ...sandbox, values: { ...values, oldKeyId: values.project.keyId, project: { ...values.project, ...keys } } }
}
