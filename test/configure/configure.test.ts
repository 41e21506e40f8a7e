import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { configure } from '../../src/configure/index.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { diagnosticLine } from '../../src/report/diagnostic-line.ts'
import { hostContextIn, refusal, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

const KEYS = 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=projectsecret\n'

function start(tree: Tree, words: readonly string[] = [], env: Record<string, string> = {}) {
  const top = temporaryTree({ cwd: null, home: null, '.git': null, ...tree })
  const world = hostContextIn(join(top, 'cwd'), { home: join(top, 'home'), env })
  const run = () => configure(world, parseArguments(words))
  return { top, world, run }
}

function child(tree: Tree, words: readonly string[] = [], env: Record<string, string> = {}) {
  const configuration = start(tree, words, env).run()
  return applyChange(env, configuration.change)
}

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

  it('warns about a profile that does not exist, but not about one that does', () => {
    const config = {
      'home/.aws/config':
        '[profile there]\nrole_arn = x\nsource_profile = there\n[profile bare]\nregion = x\nsource_profile = there\n',
    }
    const codes = (name: string) =>
      start({ ...config, 'cwd/.env': `MLFLOW_AWS_PROFILE=${name}\n` })
        .run()
        .warnings.map(({ code }) => code)
    expect(codes('gone')).toEqual(['profile-not-found'])
    expect(codes('there')).toEqual([])
    expect(codes('bare')).toEqual(['profile-without-credentials'])
  })

  it.each([
    'aws_access_key_id = x\naws_secret_access_key = y',
    'role_arn = x\ncredential_source = Ec2InstanceMetadata',
    'credential_process = x',
    'sso_session = s\nsso_account_id = 1\nsso_role_name = r',
    'role_arn = x\nweb_identity_token_file = y',
    'login_session = x',
  ])('does not warn about a profile with credentials: %s', (lines) => {
    const tree = { 'home/.aws/config': `[profile lab]\n${lines}\n`, 'cwd/.env': 'MLFLOW_AWS_PROFILE=lab\n' }
    expect(start(tree).run().warnings).toEqual([])
  })

  it.each([
    ['config', '[profile lab]\nregion x\n', /needs the AWS config file, which boto3 cannot parse/],
    ['config', '[profile lab]\n[profile lab]\n', /ConfigParseError/],
    ['credentials', 'region = x\n[lab]\n', /AWS credentials file/],
  ])('says that boto3 cannot parse ~/.aws/%s: %j', (name, text, says) => {
    const profile = start({ [`home/.aws/${name}`]: text, 'cwd/.env': 'MLFLOW_AWS_PROFILE=lab\n' }).run()
    expect(profile.warnings.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
  })

  it('says how to write the name of a profile that was copied with its section', () => {
    const config = { 'home/.aws/config': '[profile lab]\n' }
    const { run } = start({ ...config, 'cwd/.env': 'MLFLOW_AWS_PROFILE="profile lab"\n' })
    expect(run().warnings).toMatchObject([{ code: 'profile-with-prefix', data: { profile: 'lab' } }])
  })

  it.each([
    ['a section without its prefix', '[lab]\nregion = x\n', 'profile-without-prefix'],
    [
      'a source that the command does not have',
      '[profile lab]\nrole_arn = r\ncredential_source = Environment\n',
      'profile-needs-environment',
    ],
  ])('warns about a profile with %s', (_, config, code) => {
    const { run } = start({ 'home/.aws/config': config, 'cwd/.env': 'MLFLOW_AWS_PROFILE=lab\n' })
    expect(run().warnings.map((warning) => warning.code)).toEqual([code])
  })

  it.each([
    [
      '[default]',
      {},
      '[default]\nretry_mode = standard\nmax_attempts = 7\n',
      { AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '7' },
    ],
    [
      "the shell's profile",
      { AWS_PROFILE: 'w' },
      '[default]\nretry_mode = legacy\n[profile w]\nretry_mode = adaptive\n',
      { AWS_RETRY_MODE: 'adaptive' },
    ],
    [
      '[default] if the profile has none',
      { AWS_PROFILE: 'w' },
      '[default]\ntcp_keepalive = true\n[profile w]\n',
      { BOTOCORE_TCP_KEEPALIVE: 'true' },
    ],
    ['the environment', { AWS_MAX_ATTEMPTS: '3' }, '[default]\nmax_attempts = 7\n', { AWS_MAX_ATTEMPTS: '3' }],
    ['a bundle that exists', {}, '[default]\nca_bundle = ca.pem\n', { AWS_CA_BUNDLE: 'ca.pem' }],
    ['no bundle that does not', {}, '[default]\nca_bundle = gone.pem\n', {}],
    ['no value that is an error', {}, '[default]\nretry_mode = often\nmax_attempts = x\n', {}],
    ['nothing of a broken file', {}, '[default]\nmax_attempts = 7\n[default]\n', {}],
    ['nothing of a file that an empty variable hides', { AWS_CONFIG_FILE: '' }, '[default]\nmax_attempts = 7\n', {}],
  ])('takes transport settings from %s with project keys', (_, env, config, expected) => {
    const tree = { 'cwd/.env': KEYS, 'cwd/ca.pem': '', 'home/.aws/config': `${config}` }
    const found = Object.entries(child(tree, [], env as Record<string, string>)).filter(([name]) =>
      /^(?:AWS_(?:CA_BUNDLE|RETRY_MODE|MAX_ATTEMPTS)|BOTOCORE_TCP_KEEPALIVE)$/.test(name),
    )
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  it('takes no transport settings from a file that the command reads', () => {
    const tree = { 'cwd/.env': KEYS, 'home/.aws/config': '[default]\nmax_attempts = 7\n' }
    expect(child(tree, ['--keep-aws-config'])).not.toHaveProperty('AWS_MAX_ATTEMPTS')
    expect(child(tree, ['--keep-aws'])).not.toHaveProperty('AWS_MAX_ATTEMPTS')
  })

  it('looks for a profile in the files that the command will use, not in those of an empty variable', () => {
    const tree = {
      'home/.aws/config': '[profile p]\nregion = eu-west-1\nrole_arn = r\n',
      'cwd/.env': 'MLFLOW_AWS_PROFILE=p\n',
    }
    const { warnings, region } = start(tree, [], { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' }).run()
    expect([warnings, region.own?.value]).toEqual([[], 'eu-west-1'])
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

  it.each(['arn:aws:s3:::b', 's3a://b'])('warns of an artifact root that MLflow does not know: %s', (root) => {
    const { warnings } = start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=${root}\n` }).run()
    expect(warnings).toMatchObject([{ code: 'artifact-root-without-scheme', data: { meant: 's3://b' } }])
  })

  it.each(['s3://b', 'S3://b/x', 's3://lab_mlflow/a', 'gs://b', 'mlflow-artifacts:/', './s3:b'])(
    'takes any other artifact root: %s',
    (root) => {
      expect(start({ 'cwd/.env': `${KEYS}MLFLOW_ARTIFACT_ROOT=${root}\n` }).run().warnings).toEqual([])
    },
  )

  it('includes the warnings about the files', () => {
    const { run } = start({ 'cwd/.env': `${KEYS}A: x\nB=x#y\nMLFLOW_AWS_REGION=r\n` })
    expect(run().warnings.map(({ code }) => code)).toEqual(['env-file-syntax', 'unknown-variable'])
  })

  it('does not read ~/.aws with project keys', () => {
    const { run } = start({ 'cwd/.env': KEYS, 'home/.aws/config': '[default]\nregion = af-south-1\n' })
    expect(run().region.exported?.value).toBe('us-east-1')
  })

  it.each([
    ['', ['default-endpoint']],
    ['MLFLOW_S3_ENDPOINT_URL=http://store\n', []],
    ['AWS_ENDPOINT_URL_S3=http://store\n', []],
  ])('warns about the endpoint of [default] with --keep-aws-config and %j', (line, codes) => {
    const aws = '[default]\nendpoint_url = http://work\n'
    const { run } = start({ 'cwd/.env': `${KEYS}${line}`, 'home/.aws/config': aws }, ['--keep-aws-config'])
    expect(run().warnings.map(({ code }) => code)).toEqual(codes)
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
