import { describe, expect, it } from 'vitest'
import { envFiles } from '../../../src/doctor/checks/files/env-files.ts'
import { configuration } from '../../../src/doctor/checks/identity/configuration.ts'
import { checkProject, type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const URI = 'MLFLOW_TRACKING_URI=https://mlflow.example.com\n'
const look = (setup: DoctorSetup) => checkProject(envFiles, setup)

describe('the files of a healthy project', () => {
  it.each<[string, DoctorSetup, RegExp]>([
    ['one file', { tree: { '.env': KEYS } }, /^'\.env' is read$/],
    ['both files', { tree: { '.env.mlflow': KEYS, '.env': 'A=1\n' } }, /^'\.env\.mlflow' and '\.env' are read$/],
    ['a file above', { tree: { '.env': KEYS, 'a/b': null }, cwd: 'a/b' }, /^'\.\.\/\.\.\/\.env' is read$/],
    [
      'a nearer file',
      { tree: { '.env': 'A=1\n', 'a/.env': KEYS }, cwd: 'a' },
      /'\.\.\/\.env' is not, because '\.env' is nearer/,
    ],
    [
      'a folder called .env',
      { tree: { '.env.mlflow': KEYS, '.env/pyvenv.cfg': '' } },
      /'\.env' is a virtual environment/,
    ],
    [
      'a file that is named',
      { tree: { 'x.env': KEYS }, words: ['--env-file', 'x.env'] },
      /'x\.env', named by --env-file/,
    ],
    ['no file, as asked', { tree: { '.env': KEYS }, words: ['--no-env-file'] }, /because of --no-env-file/],
    [
      'keys in the environment',
      { env: { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIALABLABLABLAB1234', MLFLOW_AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) } },
      /the environment has the settings/,
    ],
    ['an address alone', { tree: { '.env': URI } }, /is read/],
    ['an address in the environment', { env: { MLFLOW_TRACKING_URI: 'https://mlflow.example.com' } }, /environment/],
  ])('are not warned of: %s', async (_, setup, found) => {
    expect(await look(setup)).toMatchObject({ status: 'ok', found: expect.stringMatching(found), remedy: '' })
  })
})

describe('a file that is not read', () => {
  it.each<[string, DoctorSetup, string, RegExp]>([
    ['.env.txt', { tree: { '.env.txt': KEYS } }, 'mv .env.txt .env', /'\.env\.txt' is not read/],
    ['.env.mlflow.txt', { tree: { '.env.mlflow.txt': KEYS } }, 'mv .env.mlflow.txt .env.mlflow', /is not read/],
    ['.env.local', { tree: { '.env.local': KEYS } }, 'cp -p .env.local .env.mlflow', /is in '\.env\.local'/],
    [
      '.env.local next to an address',
      { tree: { '.env': URI, '.env.local': KEYS } },
      'cp -p .env.local .env.mlflow',
      /is in/,
    ],
    ['mlflow.env', { tree: { 'mlflow.env': KEYS } }, 'cp -p mlflow.env .env.mlflow', /is in 'mlflow\.env'/],
    [
      'a folder below',
      { tree: { 'config/.env.mlflow': KEYS } },
      'cd config, or add --env-file config/.env.mlflow',
      /goes upward/,
    ],
    [
      'above the git root',
      { tree: { '.env': KEYS, 'repo/.git/HEAD': '' }, cwd: 'repo' },
      'cp -p ../.env .env.mlflow',
      /above the root of the git repository/,
    ],
    [
      'HOME',
      { tree: { 'home/.env': KEYS, 'home/project/x': '' }, cwd: 'home/project' },
      'cp -p ../.env .env.mlflow',
      /home/,
    ],
    [
      'the main worktree',
      {
        tree: {
          'main/.git/worktrees/w/commondir': '../..\n',
          'main/.env.mlflow': KEYS,
          'w/.git': 'gitdir: ../main/.git/worktrees/w\n',
        },
        cwd: 'w',
      },
      'ln -s ',
      /main worktree/,
    ],
  ])('is named, with the command that mends it: %s', async (_, setup, remedy, found) => {
    const outcome = await look(setup)
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringMatching(found) })
    expect(outcome.remedy).toContain(remedy)
    expect(outcome.remedy).not.toContain('; ')
  })

  it('is one link that leads nowhere', async () => {
    const outcome = await look({ tree: { '.env.mlflow': { link: 'gone' }, '.env': KEYS } })
    expect(outcome).toMatchObject({
      status: 'warn',
      where: "'.env.mlflow'",
      remedy: expect.stringContaining('rm .env.mlflow'),
    })
  })

  it('is one that Python cannot read, if the project does without it', async () => {
    const outcome = await look({ tree: { '.env.mlflow': KEYS, '.env': Buffer.from([0x41, 0x3d, 0xe4, 0x0a]) } })
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringContaining('not UTF-8') })
  })
})

it('a project without any file is told to begin', async () => {
  const outcome = await look({})
  expect(outcome).toMatchObject({ status: 'warn', remedy: expect.stringContaining('with-mlflow-env init') })
  expect(outcome.found).toMatch(/^there is no \.env\.mlflow or \.env in /)
})

it('options that contradict each other are left to the check of the configuration', async () => {
  const outcome = await look({ words: ['--env-file', 'x.env', '--no-env-file'] })
  expect(outcome).toMatchObject({ status: 'skip', cause: 'configuration' })
})

it.each<[string, DoctorSetup, RegExp, string]>([
  ['that is missing', { words: ['--env-file', 'x.env'] }, /there is no file 'x.env'/, "create 'x.env'"],
  ['that is too large', { tree: { '.env': 'A=1\n'.repeat(3_000_000) } }, /more than the limit/, 'name another file'],
  ['that is a link to nowhere', { tree: { '.env.mlflow': { link: 'gone' } } }, /leads nowhere/, 'rm .env.mlflow, or'],
  ['that is a directory', { tree: { '.env.mlflow/x': '' } }, /expected a file, found a directory/, 'rename it'],
])('a file %s fails once', async (_, setup, found, remedy) => {
  const context = doctorContext(setup)
  const outcome = await runOn(envFiles, context)
  expect(outcome).toMatchObject({ status: 'fail', found: expect.stringMatching(found) })
  expect(outcome.remedy).toContain(remedy)
  expect(await runOn(configuration, context)).toMatchObject({ status: 'skip', cause: 'env-files' })
})

it('warns of a file with nothing of the project in it, as a run does', async () => {
  for (const text of ['', 'APP=1\n']) {
    const outcome = await look({ tree: { '.env': text }, env: { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' } })
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringMatching(/nothing in it is about MLflow/) })
  }
  expect(await look({ tree: { '.env': `APP=1\n${URI}` } })).toMatchObject({ status: 'ok' })
})
