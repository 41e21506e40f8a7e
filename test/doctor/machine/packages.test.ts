import { describe, expect, it } from 'vitest'
import { boto3 } from '../../../src/doctor/checks/machine/boto3.ts'
import { mlflow } from '../../../src/doctor/checks/machine/mlflow.ts'
import { pythonDotenv } from '../../../src/doctor/checks/machine/python-dotenv.ts'
import { replacedModules } from '../../../src/doctor/checks/machine/replaced-modules.ts'
import type { MlflowState } from '../../../src/doctor/installation.ts'
import type { Installer } from '../../../src/mlflow/installer.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'
import type { Tree } from '../../rig/temporary-tree.ts'
import { KEYS } from '../../rig/tracking-answers.ts'

const PIP = '/usr/bin/python3 -m pip install'
const ROOT = { tree: { '.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=s3://b/x\n` } }
const ONLY_KEYS = { tree: { '.env': KEYS } }
const installed = (versions: Record<string, string | null>, installer: Installer = 'pip'): DoctorSetup => {
  return { installation: { versions, installer } }
}

describe('MLflow', () => {
  it.each([
    [{ mlflow: '3.17.2', 'mlflow-skinny': '3.17.2' }, 'ok', ''],
    [{ mlflow: '2.3.0', 'mlflow-skinny': null }, 'ok', ''],
    [{ mlflow: null, 'mlflow-skinny': '3.17.2' }, 'ok', ''],
    [{ mlflow: '3.17.2', 'mlflow-skinny': '3.9.0' }, 'warn', `${PIP} 'mlflow-skinny==3.17.2'`],
    [{}, 'fail', `${PIP} 'mlflow>=3'`],
  ])('%o is %s', async (versions, status, remedy) => {
    expect(await checkProject(mlflow, installed(versions))).toMatchObject({ status, remedy })
  })

  it.each<[string, Partial<MlflowState>, string | null, string, RegExp, string]>([
    ['works', {}, null, 'ok', /^MLflow 3\.1$/, ''],
    [
      'cannot be imported',
      {},
      'ImportError: libx.so',
      'fail',
      /\(ImportError: libx\.so\)/,
      `${PIP} --force-reinstall 'mlflow==3.1'`,
    ],
    [
      'lacks a package',
      { missing: ['graphene'] },
      null,
      'warn',
      /requires graphene, which is not/,
      `${PIP} 'mlflow==3.1'`,
    ],
    ['lacks one that it needs', { missing: ['yaml'] }, 'No yaml', 'fail', /No yaml/, `${PIP} 'mlflow==3.1'`],
    [
      'has lost its files',
      { isGone: true },
      null,
      'fail',
      /files are not there/,
      `${PIP} --force-reinstall 'mlflow==3.1'`,
    ],
    [
      'is hidden by a package',
      { shadow: '/lib/mlflow/__init__.py' },
      null,
      'fail',
      /takes '\/lib\/mlflow\/__init__\.py' for MLflow/,
      "take '/lib' out of PYTHONPATH, or rename '/lib/mlflow/__init__.py'",
    ],
    ['is hidden by a module', { shadow: '/lib/mlflow.py' }, null, 'skip', /see 'replaced-modules'/, ''],
  ])('that is installed %s', async (_, state, error, status, found, remedy) => {
    const none = { shadow: null, isGone: false, missing: [] }
    const installation = { versions: { mlflow: '3.1' }, mlflow: { ...none, ...state } }
    const setup = { installation, env: { PYTHONPATH: '/lib' }, answers: { mlflow: { error } } }
    expect(await checkProject(mlflow, setup)).toMatchObject({ status, found: expect.stringMatching(found), remedy })
  })

  it('is not imported with --offline', async () => {
    const setup = {
      installation: { versions: { mlflow: '3.1' } },
      answers: { mlflow: { error: 'x' } },
      isOffline: true,
    }
    expect(await checkProject(mlflow, setup)).toMatchObject({ status: 'ok' })
  })

  it('is installed by what installs packages there', async () => {
    const { remedy } = await checkProject(mlflow, installed({}, 'uv'))
    expect(remedy).toBe("uv add 'mlflow>=3'")
  })
})

describe('boto3', () => {
  it.each<[string, Record<string, string>, DoctorSetup, string, string]>([
    ['as released', { boto3: '1.44.5', botocore: '1.44.9' }, ROOT, 'ok', ''],
    ['of an old numbering', { boto3: '1.20.0', botocore: '1.23.0' }, ROOT, 'ok', ''],
    ['with another botocore', { boto3: '1.44.5', botocore: '1.40.1' }, ROOT, 'warn', `${PIP} 'boto3==1.44.5'`],
    ['missing for a store', {}, ROOT, 'fail', `${PIP} boto3`],
    ['missing for keys', {}, ONLY_KEYS, 'warn', `${PIP} boto3`],
    ['not needed', {}, {}, 'skip', ''],
    ['not needed for a server', {}, { tree: { '.env': 'MLFLOW_TRACKING_URI=https://ml.lab\n' } }, 'skip', ''],
  ])('%s', async (_, versions, setup, status, remedy) => {
    const outcome = await checkProject(boto3, { ...setup, ...installed({ 'mlflow-skinny': '3.17.2', ...versions }) })
    expect(outcome).toMatchObject({ status, remedy })
  })
})

describe('python-dotenv', () => {
  const LOADING = {
    '.env': `AWS_PROFILE=glob\n${KEYS}`,
    'train.py': 'import dotenv\ndotenv.load_dotenv()\n',
  }
  it.each<[string, string | null, Tree, string]>([
    ['not installed', null, LOADING, 'skip'],
    ['old, and nothing is loaded again', '1.0.1', { '.env': KEYS }, 'ok'],
    ['old, and load_dotenv() is turned off', '1.1.1', LOADING, 'fail'],
    ['new', '1.2.0', LOADING, 'ok'],
  ])('%s', async (_, version, tree, status) => {
    const outcome = await checkProject(pythonDotenv, { tree, ...installed({ 'python-dotenv': version }) })
    expect(outcome.status).toBe(status)
    if (status === 'fail') expect(outcome.remedy).toBe(`${PIP} --upgrade 'python-dotenv>=1.2'`)
  })
})

describe('modules in the way', () => {
  it.each<[string, Tree, string, string]>([
    ['none', { 'train.py': '', 'utils.py': '', 'models/mlflow_helpers.py': '' }, 'ok', ''],
    ['mlflow.py', { 'mlflow.py': '' }, 'fail', "rename 'mlflow.py'"],
    ['a package of that name', { 'boto3/__init__.py': '' }, 'fail', "rename 'boto3/__init__.py'"],
    ['a folder without modules', { 'mlflow/notes.txt': '' }, 'ok', ''],
    ['beside a script', { 'train/train.py': '', 'train/boto3.py': '' }, 'fail', "rename 'train/boto3.py'"],
    ["of Python's own", { 'random.py': '' }, 'warn', "rename 'random.py'"],
  ])('%s', async (_, tree, status, remedy) => {
    expect(await checkProject(replacedModules, { tree })).toMatchObject({ status, remedy })
  })

  it('may be named by PYTHONPATH', async () => {
    const outcome = await checkProject(replacedModules, { tree: { 'lib/mlflow.py': '' }, env: { PYTHONPATH: ':lib' } })
    expect(outcome).toMatchObject({ status: 'fail', remedy: "rename 'lib/mlflow.py'" })
  })
})
