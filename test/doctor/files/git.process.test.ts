// With real git, in real repositories.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { DoctorCheck } from '../../../src/doctor/check.ts'
import { exampleFile } from '../../../src/doctor/checks/files/example-file.ts'
import { gitHistory } from '../../../src/doctor/checks/files/git-history.ts'
import { gitIgnored } from '../../../src/doctor/checks/files/git-ignored.ts'
import { doctorContext, runOn } from '../../rig/doctor.ts'
import { type Tree, temporaryTree } from '../../rig/temporary-tree.ts'

const SECRET = 'labSecretlabSecretlabSecretlabSecret1234'
const keysWith = (secret: string) =>
  `MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=${secret}\n`
const KEYS = keysWith(SECRET)
const ENV = {
  PATH: process.env.PATH ?? '',
  ...{
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
}

/** A repository with what git did in it. */
function repository(tree: Tree, ...commands: readonly string[]) {
  const setup = {
    tree: { 'repo/x': '', ...Object.fromEntries(Object.entries(tree).map(([name, one]) => [`repo/${name}`, one])) },
  }
  const context = doctorContext({ ...setup, cwd: 'repo', env: ENV })
  const { cwd } = context.hostContext
  rmSync(join(cwd, '..', '.git'), { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd, env: ENV })
  const run = (command: string) => execFileSync('sh', ['-ec', command], { cwd, env: ENV, stdio: 'pipe' })
  commands.forEach(run)
  return { context, cwd, run, look: (check: DoctorCheck) => runOn(check, context) }
}

describe('a file with secrets', () => {
  it.each<[string, Tree, readonly string[]]>([
    ['ignored by its name', { '.env': KEYS, '.gitignore': '.env\n' }, []],
    ['ignored by a pattern', { '.env.mlflow': KEYS, '.gitignore': '.env*\n!.env.example\n' }, []],
    ['ignored in this clone only', { '.env': KEYS }, ['echo .env >> .git/info/exclude']],
    ['a link out of the repository', { '.env': { link: '../secrets.env' }, '../secrets.env': KEYS }, []],
  ])('is fine if it is %s', async (_, tree, commands) => {
    expect(await repository(tree, ...commands).look(gitIgnored)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each<[string, Tree]>([
    ['no .gitignore', { '.env.mlflow': KEYS }],
    ['a .gitignore without it', { '.env.mlflow': KEYS, '.gitignore': '/build\n' }],
    ['a last line without an end', { '.env.mlflow': KEYS, '.gitignore': '/build' }],
    ['an exception', { '.env.mlflow': KEYS, '.gitignore': '.env*\n!.env.mlflow\n' }],
  ])('is warned of if git does not ignore it, and the remedy mends that: %s', async (_, tree) => {
    const { look, run } = repository(tree)
    const outcome = await look(gitIgnored)
    expect(outcome).toMatchObject({ status: 'warn', where: "'.env.mlflow'" })
    run(outcome.remedy)
    expect(await look(gitIgnored)).toMatchObject({ status: 'ok' })
  })

  it('fails if git tracks it, and the remedy mends that', async () => {
    const { look, run } = repository({ '.env': KEYS }, 'git add .env', 'git commit -qm x')
    const outcome = await look(gitIgnored)
    expect(outcome).toMatchObject({ status: 'fail', remedy: "git rm --cached .env && echo '.env' >> .gitignore" })
    run(outcome.remedy)
    expect(await look(gitIgnored)).toMatchObject({ status: 'ok' })
  })

  it('needs no git', async () => {
    const context = doctorContext({ tree: { 'p/.env': KEYS }, cwd: 'p', env: ENV })
    rmSync(join(context.hostContext.cwd, '..', '.git'), { recursive: true })
    for (const check of [gitIgnored, gitHistory]) expect(await runOn(check, context)).toMatchObject({ status: 'ok' })
  })

  it('is skipped if git is not installed, and if there is no secret', async () => {
    const env = { PATH: temporaryTree() }
    expect(await runOn(gitIgnored, doctorContext({ tree: { '.env': KEYS }, env }))).toMatchObject({ status: 'skip' })
    const without = repository({ '.env': 'MLFLOW_TRACKING_URI=http://h:5000\n' }, 'git add .env', 'git commit -qm x')
    expect(await without.look(gitIgnored)).toMatchObject({ status: 'skip' })
  })
})

describe('the history', () => {
  const commit = (name = '.env') => [
    `git add ${name}`,
    'git commit -qm x',
    `git rm -q --cached ${name}`,
    'git commit -qm y',
  ]

  it.each<[string, Tree, readonly string[]]>([
    ['is empty', { '.env': KEYS }, []],
    ['has other files', { '.env': KEYS, a: '' }, ['git add a', 'git commit -qm x']],
    ['has no secret', { '.env': 'MLFLOW_TRACKING_URI=http://h:5000\n' }, commit()],
    ['has placeholders', { '.env': keysWith('<secret>') }, commit()],
    [
      'has a link',
      { '.env': { link: '../secrets.env' }, '../secrets.env': KEYS },
      ['git add .env', 'git commit -qm x'],
    ],
  ])('is fine if it %s', async (_, tree, commands) => {
    expect(await repository(tree, ...commands).look(gitHistory)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each<[string, Tree, readonly string[]]>([
    ['of the file', { '.env': KEYS }, commit()],
    ['of a file that is gone', { '.env': KEYS }, [...commit(), 'rm .env']],
    ['under the other name', { '.env': KEYS }, [...commit(), 'mv .env .env.mlflow']],
    [
      'on another branch',
      { '.env': KEYS, a: '' },
      ['git add a', 'git commit -qm a', 'git checkout -qb b', ...commit(), 'git checkout -q -'],
    ],
    [
      'in a merge',
      { '.env': KEYS, a: '' },
      [
        'git add a',
        'git commit -qm a',
        'git checkout -qb b',
        ...commit(),
        'git checkout -q -',
        'git merge -q --no-ff -m m b',
      ],
    ],
    [
      'in a stash',
      { '.env': KEYS, a: '' },
      ['git add a', 'git commit -qm a', 'git add .env', 'git stash -q', 'git stash apply -q'],
    ],
  ])('is warned of if it has a secret: %s', async (_, tree, commands) => {
    const { look, context } = repository(tree, ...commands)
    const outcome = await look(gitHistory)
    expect(outcome).toMatchObject({ status: 'warn', remedy: expect.stringContaining('rotate') })
    expect(outcome.found).toMatch(/^MLFLOW_AWS_SECRET_ACCESS_KEY was committed \(\.env in commit [0-9a-f]{10}\)$/)
    expect(JSON.stringify(outcome)).not.toContain(SECRET)
    expect(context.files).toHaveLength(1)
  })

  it.each([
    ['', 'make new keys (aws iam create-access-key), write'],
    ['MLFLOW_S3_ENDPOINT_URL=https://s3.eu-west-1.amazonaws.com\n', 'make new keys (aws iam create-access-key), write'],
    ['MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9000\n', 'make new keys (at the store http://127.0.0.1:9000), write'],
  ])('says where new keys are made: %s', async (more, remedy) => {
    const { look } = repository({ '.env': `${KEYS}${more}` }, ...commit())
    expect((await look(gitHistory)).remedy).toContain(remedy)
  })

  it('is fine again after the keys were rotated', async () => {
    const { context, cwd, run } = repository({ '.env': KEYS }, ...commit())
    writeFileSync(join(cwd, '.env'), keysWith(`${SECRET.slice(0, -1)}5`))
    run('git status')
    const again = doctorContext({ env: ENV })
    const { readProject } = await import('../../../src/doctor/read-project.ts')
    const { parseArguments } = await import('../../../src/options/parse.ts')
    const project = readProject(context.hostContext, parseArguments([]))
    const outcome = await runOn(gitHistory, { ...again, ...project, hostContext: context.hostContext })
    expect(outcome).toMatchObject({ status: 'ok', found: expect.stringContaining('have other values today') })
  })

  it('says that a shallow clone does not have all of it', async () => {
    const { cwd, context } = repository({ a: '' }, 'git add a', 'git commit -qm a', 'git commit -qm b --allow-empty')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${cwd}`, 'clone'], { cwd, env: ENV, stdio: 'pipe' })
    const clone = join(cwd, 'clone')
    const outcome = await runOn(gitHistory, { ...context, project: clone, files: [] })
    expect(outcome).toMatchObject({ status: 'ok', found: expect.stringContaining('shallow clone') })
  })
})

describe('the example file', () => {
  const example = (text: string, more: Tree = {}) => ({ '.env': KEYS, '.env.mlflow.example': text, ...more })

  it.each<[string, Tree]>([
    [
      'placeholders',
      example('MLFLOW_AWS_ACCESS_KEY_ID=your-access-key-id\nMLFLOW_AWS_SECRET_ACCESS_KEY=your-secret-access-key\n'),
    ],
    [
      "the keys of AWS's documentation",
      example('MLFLOW_AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'),
    ],
    ['real keys that git ignores', example(KEYS, { '.gitignore': '.env*\n' })],
  ])('is fine with %s', async (_, tree) => {
    expect(await repository(tree).look(exampleFile)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each<[string, string]>([
    ['the form of a key', 'MLFLOW_AWS_SECRET_ACCESS_KEY=Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2N\n'],
    ["the project's own secret", `MLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}\n`],
  ])('is warned of if a value has %s', async (_, text) => {
    const { look } = repository(example(text), 'git add -f .env.mlflow.example', 'git commit -qm x')
    const outcome = await look(exampleFile)
    expect(outcome).toMatchObject({ status: 'warn', where: '.env.mlflow.example:1' })
    expect(outcome.remedy).toContain('MLFLOW_AWS_SECRET_ACCESS_KEY=your-secret-access-key in .env.mlflow.example:1')
    expect(JSON.stringify(outcome)).not.toContain('Secretlab')
  })

  it('is skipped if there is none', async () => {
    expect(await repository({ '.env': KEYS }).look(exampleFile)).toMatchObject({ status: 'skip' })
  })
})
