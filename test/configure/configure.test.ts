import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { diagnosticLine } from '../../src/report/diagnostic-line.ts'
import { child, KEYS, start } from '../rig/configure-tree.ts'
import { refusal, type Tree } from '../rig/temporary-tree.ts'

describe('resolving the configuration', () => {
  it('reads the environment, .env.mlflow and .env, in this order of precedence', () => {
    const tree = { 'cwd/.env': 'A=env\nB=env\nC=env\n', '.env.mlflow': 'A=mlflow\nB=mlflow\n' }
    expect(child(tree, [], { A: 'real' })).toMatchObject({ A: 'real', B: 'mlflow', C: 'env' })
  })

  it('reads only the files of --env-file, and the last one takes precedence', () => {
    const tree = { 'cwd/.env': 'A=found\nD=found\n', 'cwd/x': 'A=x\nB=x\n', y: 'B=y\nC=y\n' }
    const found = child(tree, ['--env-file', 'x', '--env-file=../y'])
    expect(found).toMatchObject({ A: 'x', B: 'y', C: 'y' })
    expect(found).not.toHaveProperty('D')
  })

  it('reads the files that WITH_MLFLOW_ENV_FILE names', () => {
    const tree = { 'cwd/x': 'A=x\nB=x\n', 'cwd/y': 'A=y\n' }
    expect(child(tree, [], { WITH_MLFLOW_ENV_ENV_FILE: 'x:y' })).toMatchObject({ A: 'y', B: 'x' })
    expect(child(tree, ['--env-file', 'x'], { WITH_MLFLOW_ENV_ENV_FILE: 'y' })).toMatchObject({ A: 'x' })
  })

  it.each([
    [['--env-file', 'mysql://u:hunter2@h/x'], {}],
    [[], { WITH_MLFLOW_ENV_ENV_FILE: 'mysql://u:hunter2@h/x' }],
  ])('refuses a URI with a password instead of a file, without repeating it', (words, env) => {
    const failure = refusal(start({}, words, env).run) as Diagnostic
    expect(failure.code).toBe('invalid-option-value')
    expect(diagnosticLine(failure)).not.toContain('hunter2')
  })

  it.each([
    [['--no-env-file'], {}],
    [[], { WITH_MLFLOW_ENV_NO_ENV_FILE: '1' }],
  ])('reads no file with %j %j', (words, env) => {
    expect(child({ 'cwd/.env': 'A=1\n' }, words, env)).not.toHaveProperty('A')
  })

  it('lets a file refer to the environment and to the files of higher precedence', () => {
    const tree = { 'cwd/.env.mlflow': 'A=mlflow\nB=${HERE}\n', 'cwd/.env': 'C=${A}${B}\nA=env\n' }
    expect(child(tree, [], { HERE: 'real' })).toMatchObject({ B: 'real', C: 'mlflowreal' })
  })

  it("accepts WITH_MLFLOW_ENV_STRICT in the project's file", () => {
    const { run } = start({ 'cwd/.env': 'WITH_MLFLOW_ENV_STRICT=1\n' }, [], { AWS_ACCESS_KEY_ID: 'x' })
    expect(refusal(run)).toMatchObject({
      code: 'credentials-required',
      data: { strict: { kind: 'file', display: '.env', line: 1 } },
    })
  })

  it.each<[string, Tree, string[], object]>([
    [
      'a missing file that is named',
      {},
      ['--env-file', 'gone'],
      { code: 'env-file-missing', data: { display: 'gone' } },
    ],
    ['both ways about files', {}, ['--env-file', 'x', '--no-env-file'], { code: 'conflicting-options' }],
    [
      'credentials behind a nearer file',
      { 'cwd/.env': 'A=1', '.env': KEYS },
      [],
      { code: 'shadowed-credentials', data: { nearer: '.env' } },
    ],
    ['an unfilled template', { 'cwd/.env': 'MLFLOW_AWS_ACCESS_KEY_ID=\n' }, [], { code: 'empty-credentials' }],
    ['a name without a value', { 'cwd/.env': 'MLFLOW_AWS_ACCESS_KEY_ID\n' }, [], { code: 'empty-credentials' }],
    [
      'a template of names whose values are unset',
      { 'cwd/.env': 'MLFLOW_AWS_ACCESS_KEY_ID=${UNSET}\n' },
      [],
      { code: 'empty-credentials' },
    ],
    ['half a set', { 'cwd/.env': 'MLFLOW_AWS_ACCESS_KEY_ID=x\n' }, [], { code: 'incomplete-credentials' }],
    [
      'a lost line',
      { 'cwd/.env': 'A=1\nMLFLOW_TRACKING_URI: x\n' },
      [],
      { code: 'env-file-syntax', data: { line: 2 } },
    ],
  ])('refuses %s', (_, tree, words, expected) => {
    const env = { AWS_ACCESS_KEY_ID: 'shell', AWS_SECRET_ACCESS_KEY: 'shellsecret' }
    expect(refusal(start(tree, words, env).run)).toMatchObject(expected)
  })

  it('ignores credentials in a hidden file if the project has its own', () => {
    expect(child({ 'cwd/.env': KEYS, '.env': KEYS.replaceAll('project', 'hidden') }).AWS_ACCESS_KEY_ID).toBe(
      'projectid',
    )
  })

  it.each<[string, Tree, string]>([
    ['the nearest file', { '.env': '', 'cwd/.env.mlflow': '' }, 'cwd'],
    ['a file further up', { '.env': '' }, ''],
    ['the git root without files', {}, ''],
  ])('uses the directory of %s as the project directory', (_, tree, expected) => {
    const { top, run } = start(tree)
    expect(run().project).toBe(join(top, expected))
  })

  it.each([
    [['--no-env-file'], {}],
    [[], { WITH_MLFLOW_ENV_NO_ENV_FILE: '1' }],
  ])('uses the git root as the project directory if no file is read: %j %j', (words, env) => {
    const { top, run } = start({ '.env': '' }, words, env)
    expect(run().project).toBe(top)
  })

  it.each([
    ['s3://', 's3://bucket/path'],
    ['S3://', 's3://bucket/path'],
    ['s3:/b/x', 's3://b/x'],
    ['s3:b', 's3://b'],
    ['s3:///b', 's3://b'],
    ['gs:/b', 'gs://b'],
  ])('refuses an artifact root that names no bucket, and says what was meant: %s', (root, meant) => {
    const { run } = start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=${root}\n` })
    expect(refusal(run)?.message).toContain(`a name after two slashes, such as ${meant}`)
  })

  it('refuses an artifact root with a password in it, and does not show that', () => {
    const { run } = start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=s3://AKIDEXAMPLE:hunter2@lab/x\n` })
    const message = refusal(run)?.message
    expect(message).toContain("expected the bucket's name after the slashes, without a user or a password")
    expect(message).not.toMatch(/hunter2|AKIDEXAMPLE/)
  })

  it.each(['arn:aws:s3:::b', 's3a://b'])('warns of an artifact root that MLflow does not know: %s', (root) => {
    const { warnings } = start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=${root}\n` }).run()
    expect(warnings).toMatchObject([{ code: 'artifact-root-without-scheme', data: { meant: 's3://b' } }])
  })

  it.each(['s3://b', 's3://b/a@b', 'S3://b/x', 's3://lab_mlflow/a', 'gs://b', 'mlflow-artifacts:/', './s3:b'])(
    'takes any other artifact root: %s',
    (root) => {
      expect(start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=${root}\n` }).run().warnings).toEqual([])
    },
  )

  it('includes the warnings about the files', () => {
    const { run } = start({ 'cwd/.env': `${KEYS}A: x\nB=x#y\nMLFLOW_AWS_REGION=r\n` })
    expect(run().warnings.map(({ code }) => code)).toEqual(['env-file-syntax', 'unknown-variable'])
  })

  it('does not look for credentials with --keep-aws', () => {
    const tree = { 'cwd/.env': 'MLFLOW_AWS_ACCESS_KEY_ID=half\nMLFLOW_TRACKING_URI=http://h\n' }
    expect(child(tree, ['--keep-aws'], { AWS_PROFILE: 'p' })).toEqual({
      AWS_PROFILE: 'p',
      MLFLOW_TRACKING_URI: 'http://h',
    })
  })

  it('does not change the environment that it was given', () => {
    const env = Object.freeze({ AWS_PROFILE: 'p', PATH: '/bin' })
    start({ 'cwd/.env': KEYS }, [], env).run()
    expect(env).toEqual({ AWS_PROFILE: 'p', PATH: '/bin' })
  })
})
