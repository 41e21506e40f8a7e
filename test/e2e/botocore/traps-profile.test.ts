// Beside the project's profile: what the shell holds that botocore takes before the profile, or when the profile has no
// keys of its own. Every case shows the trap first.
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { section, temporary, variables } from '../../oracle/accounts.ts'
import { type BotocoreCase, checkCase, type Expected, G, M } from '../oracle/check-case.ts'
import { Worker } from '../oracle/python-worker.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const W = temporary('W')
const [C, I, R, S] = [temporary('C'), temporary('I'), temporary('R'), temporary('S')]
const project = { MLFLOW_AWS_PROFILE: 'ml' }
const credentials = { 'home/.aws/credentials': section('ml', M) }
const PROFILE: Expected = {
  error: null,
  ...{ keyId: M.id, secret: M.secret, token: null, method: 'shared-credentials-file', asked: [] },
  s3: { host: 'bucket.s3.amazonaws.com', keyId: M.id, token: null },
}
/** A profile that names no credentials: botocore then goes on to the sandboxes behind all profiles. */
const bare = { 'home/.aws/config': '[profile ml]\nregion = eu-west-1\n' }
const NOBODY: Expected = { error: 'NoCredentialsError', keyId: null, asked: [] }
const webIdentity = {
  AWS_WEB_IDENTITY_TOKEN_FILE: '{folder}/web-identity-token',
  AWS_ROLE_ARN: 'arn:aws:iam::111111111111:role/shell',
  AWS_ROLE_SESSION_NAME: 'shell',
}
const tokenFile = { 'web-identity-token': 'a token of the shell' }
const start = 'https://start.test'
const sso = {
  'home/.aws/config': `[profile ml]\nsso_start_url = ${start}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n`,
  [`home/.aws/sso/cache/${createHash('sha1').update(start).digest('hex')}.json`]: JSON.stringify({
    ...{ startUrl: start, region: 'eu-west-1', accessToken: 'sso-token', expiresAt: '2099-01-01T00:00:00Z' },
  }),
}
const role = (source: string) => ({
  'home/.aws/config': `[profile ml]\nrole_arn = arn:aws:iam::1:role/r\n${source}\nregion = us-east-1\n`,
  'home/.aws/credentials': section('base', M),
})
const containerUri = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/role' }

const TRAPS: readonly BotocoreCase[] = [
  {
    name: 'keys in the environment beat AWS_PROFILE',
    ...{ files: credentials, shell: variables(G, 'AWS_') },
    byHand: { keyId: G.id, method: 'env' },
  },
  {
    name: 'AWS_DEFAULT_PROFILE beats AWS_PROFILE',
    files: { 'home/.aws/credentials': section('ml', M) + section('main', G) },
    shell: { AWS_DEFAULT_PROFILE: 'main' },
    byHand: { keyId: G.id },
  },
  {
    name: 'an empty AWS_SHARED_CREDENTIALS_FILE hides the profile',
    ...{ files: credentials, shell: { AWS_SHARED_CREDENTIALS_FILE: '' } },
    byHand: { error: 'ProfileNotFound' },
  },
  {
    name: 'an empty AWS_CONFIG_FILE hides the profile',
    files: { 'home/.aws/config': `[profile ml]\nsource_profile = ml\n${section('x', M).slice(4)}` },
    shell: { AWS_CONFIG_FILE: '' },
    byHand: { error: 'ProfileNotFound' },
    child: { keyId: M.id, method: 'config-file' },
  },
  {
    name: 'a web identity in the environment beats a static profile',
    ...{ files: { ...credentials, ...tokenFile }, shell: { ...webIdentity, AWS_DEFAULT_REGION: 'us-east-1' } },
    byHand: { keyId: W.id, method: 'assume-role-with-web-identity' },
  },
  {
    name: 'a web identity in the environment beats an SSO profile',
    ...{ files: { ...sso, ...tokenFile }, shell: { ...webIdentity, AWS_DEFAULT_REGION: 'us-east-1' } },
    byHand: { keyId: W.id },
    child: { error: null, keyId: S.id, method: 'sso', asked: ['portal.sso.eu-west-1.amazonaws.com'] },
  },
  {
    name: "the container's role stands in for a profile without keys",
    ...{ files: bare, shell: containerUri },
    byHand: { keyId: C.id, asked: ['169.254.170.2'] },
    child: NOBODY,
  },
  {
    name: "a cluster's full credentials URI stands in for a profile without keys",
    ...{ files: bare, shell: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/container' } },
    byHand: { keyId: C.id, asked: ['127.0.0.1:9'] },
    child: NOBODY,
  },
  {
    name: 'the instance role stands in for a profile without keys; 1 does not mean true',
    ...{ files: bare, shell: { AWS_EC2_METADATA_DISABLED: '1' } },
    byHand: { keyId: I.id, method: 'iam-role' },
    child: NOBODY,
  },
  {
    name: '~/.boto stands in for a profile without keys',
    files: { ...bare, 'home/.boto': section('Credentials', G) },
    byHand: { keyId: G.id, method: 'boto-config' },
    child: NOBODY,
  },
  {
    name: 'BOTO_CONFIG stands in for a profile without keys',
    files: { ...bare, 'elsewhere/boto': section('Credentials', G) },
    shell: { BOTO_CONFIG: '{folder}/elsewhere/boto' },
    byHand: { keyId: G.id, method: 'boto-config' },
    child: NOBODY,
  },
  {
    name: 'AWS_CREDENTIAL_FILE stands in for a profile without keys',
    files: { ...bare, 'elsewhere/keys': `AWSAccessKeyId=${G.id}\nAWSSecretKey=${G.secret}\n` },
    shell: { AWS_CREDENTIAL_FILE: '{folder}/elsewhere/keys' },
    byHand: { keyId: G.id, method: 'ec2-credentials-file' },
    child: NOBODY,
  },
  {
    name: "AWS_ENDPOINT_URL sends the profile's secrets to another STS",
    ...{ files: role('source_profile = base'), shell: { AWS_ENDPOINT_URL: 'http://sts.shell.test' } },
    byHand: { asked: ['sts.shell.test'] },
    child: { error: null, keyId: R.id, asked: ['sts.us-east-1.amazonaws.com'] },
  },
  {
    name: "AWS_ENDPOINT_URL_STS sends the profile's secrets to another STS",
    ...{ files: role('source_profile = base'), shell: { AWS_ENDPOINT_URL_STS: 'http://sts.shell.test' } },
    byHand: { asked: ['sts.shell.test'] },
    child: { error: null, keyId: R.id, asked: ['sts.us-east-1.amazonaws.com'] },
  },
  {
    name: "AWS_ENDPOINT_URL sends the SSO profile's token elsewhere",
    ...{ files: sso, shell: { AWS_ENDPOINT_URL: 'http://sso.shell.test' } },
    byHand: { asked: ['sso.shell.test'] },
    child: { error: null, keyId: S.id, asked: ['portal.sso.eu-west-1.amazonaws.com'] },
  },
  {
    name: "the shell's region beats the profile's own",
    files: { 'home/.aws/config': '[profile ml]\nregion = eu-west-1\n', ...credentials },
    shell: { AWS_DEFAULT_REGION: 'us-west-2', AWS_REGION: 'us-west-2' },
    byHand: { keyId: M.id, region: 'us-west-2' },
    child: { error: null, keyId: M.id, region: 'eu-west-1', s3: { region: 'eu-west-1' } },
  },
  {
    name: "the profile's own setting would drop the endpoint that the project names",
    files: { 'home/.aws/config': '[profile ml]\nignore_configured_endpoint_urls = true\n', ...credentials },
    project: { ...project, MLFLOW_S3_ENDPOINT_URL: 'http://s3.project.test' },
    byHand: { endpoint: 'https://s3.amazonaws.com' },
    child: { error: null, keyId: M.id, endpoint: 'http://s3.project.test', s3: { checksum: false } },
  },
]

describe("a command with the project's profile", () => {
  it.each(TRAPS.map((one) => [one.name, one] as const))(
    'is not affected by this trap of botocore: %s',
    async (_, trap) => {
      await checkCase(worker, { project, child: PROFILE, ...trap })
    },
  )

  it("keeps the container's role if the profile is based on it", async () => {
    const shell = { ...containerUri, AWS_EC2_METADATA_DISABLED: 'true' }
    const child = { error: null, keyId: R.id, asked: ['169.254.170.2', 'sts.us-east-1.amazonaws.com'] }
    const files = role('credential_source = EcsContainer')
    await checkCase(worker, { name: '', project, files, shell, byHand: child, child })
  })

  it('keeps the instance role if the profile is based on it', async () => {
    const child = { error: null, keyId: R.id, method: 'assume-role' }
    const files = role('credential_source = Ec2InstanceMetadata')
    const { env } = await checkCase(worker, { name: '', project, files, shell: {}, byHand: child, child })
    expect(env.AWS_EC2_METADATA_DISABLED).toBeUndefined()
  })

  it("keeps the settings of the program in credential_process, but not what it left about the shell's account", async () => {
    const files = {
      'home/.aws/config': '[profile ml]\ncredential_process = sh {folder}/helper\n',
      helper: `[ "$AWS_VAULT_BACKEND$AWS_VAULT_FILE_PASSPHRASE" = filex ] && [ -z "$AWS_VAULT" ] &&
        echo '{"Version":1,"AccessKeyId":"${M.id}","SecretAccessKey":"${M.secret}"}'`,
    }
    const shell = { AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'x' }
    const child = { error: null, keyId: M.id, method: 'custom-process' }
    await checkCase(worker, { name: '', project, files, shell, byHand: child, child })
    const inside = { ...shell, AWS_VAULT: 'work' }
    await checkCase(worker, {
      ...{ name: '', project, files, shell: inside, child },
      byHand: { error: 'CredentialRetrievalError' },
    })
  })

  it.each([
    ['its services', 'services = x\n[services x]\ns3 =\n  endpoint_url = http://s3.ml.test\n'],
    ['its endpoint_url', 'endpoint_url = http://s3.ml.test\n'],
  ])('uses the endpoint of %s, and the checksums that such a store takes', async (_, settings) => {
    const files = { ...credentials, 'home/.aws/config': `[profile ml]\nregion = eu-west-1\n${settings}` }
    const seen = { error: null, keyId: M.id, endpoint: 'http://s3.ml.test' }
    const byHand = { ...seen, s3: { checksum: true } }
    const { env } = await checkCase(worker, {
      ...{ name: '', project, files, byHand },
      child: { ...seen, s3: { checksum: false } },
    })
    expect(env).toMatchObject({ AWS_ALLOW_HTTP: 'true', AWS_METADATA_ENDPOINT: 'http://127.0.0.1:9' })
    expect(env).not.toHaveProperty('AWS_ENDPOINT_URL_S3')
  })

  it.each([
    ['[ml]\nregion = eu-west-1\n', 'ProfileNotFound', /\[ml\] in ~\/\.aws\/config must be written \[profile ml\]/],
    [
      '[profile ml]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = Environment\n',
      'CredentialRetrievalError',
      /source_profile/,
    ],
  ])('warns before boto3 fails with %j', async (config, error, message) => {
    const seen = { error, keyId: null }
    const files = { 'home/.aws/config': config }
    const { stderr } = await checkCase(worker, { ...{ name: '', project, files }, byHand: seen, child: seen })
    expect(stderr).toMatch(message)
  })

  it('keeps AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE unless they are empty', async () => {
    const files = {
      'elsewhere/credentials': section('ml', M),
      'elsewhere/config': '[profile ml]\nregion = eu-west-1\n',
    }
    const shell = {
      AWS_SHARED_CREDENTIALS_FILE: '{folder}/elsewhere/credentials',
      AWS_CONFIG_FILE: '{folder}/elsewhere/config',
    }
    const child = { error: null, keyId: M.id, region: 'eu-west-1' }
    await checkCase(worker, { name: '', project, files, shell, byHand: child, child })
  })
})
