import { describe, expect, it } from 'vitest'
import { child, KEYS, start } from '../rig/configure-tree.ts'

describe('resolving the configuration', () => {
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
})
