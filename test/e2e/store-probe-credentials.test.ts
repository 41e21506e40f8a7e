// The check of the bucket with real boto3 if there are no credentials: the setting that leads to none is named.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerWith, askForBucket, errorOf, LIST, startStandIn, startTcp } from '../rig/stand-in-store.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

type Env = Readonly<Record<string, string>>
const WITHOUT_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }
const NOBODY = 'http://127.0.0.1:9'
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'
const ROLE = 'arn:aws:iam::123456789012:role/x'
const TOKEN = 'a file with a token'
const OF_STS = { AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN }
const ofProfile = (text: string): Env => ({ AWS_PROFILE: 'p', AWS_CONFIG_FILE: `[profile p]\n${text}\n` })

/** The files are given by their contents. */
async function ask({ AWS_CONFIG_FILE = '', ...env }: Env, { seconds = 1 } = {}) {
  const folder = temporaryTree({ config: AWS_CONFIG_FILE, token: 'eyJhbGci' })
  const files: Record<string, string> = { AWS_CONFIG_FILE: join(folder, 'config') }
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE === TOKEN) files.AWS_WEB_IDENTITY_TOKEN_FILE = join(folder, 'token')
  const store = { MLFLOW_S3_ENDPOINT_URL: await answerWith(200, LIST) }
  const said = await askForBucket({ ...store, ...WITHOUT_KEYS, ...env, ...files }, { seconds })
  expect(JSON.stringify(said)).not.toContain('s3cret')
  return said
}

describe('the setting that leads to no credentials is named, with the last reason only:', () => {
  it.each<[string, Env, object]>([
    [
      'the host of a container',
      { [FULL]: 'http://example.com/c' },
      { variable: FULL, reason: /^Unsupported host 'ex/ },
    ],
    ['a path of a container', { [RELATIVE]: 'x' }, { variable: RELATIVE, reason: /^Unsupported host/ }],
    [
      "a container's token",
      { [FULL]: NOBODY, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a-s3cret\n' },
      { variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN' },
    ],
    [
      'a role that is missing',
      { ...OF_STS, AWS_ROLE_ARN: '' },
      { variable: 'AWS_ROLE_ARN', reason: /^not set, and the token of a web identity/ },
    ],
    ['a role', { ...OF_STS, AWS_ROLE_ARN: 'x' }, { variable: 'AWS_ROLE_ARN' }],
    ["a session's name", { ...OF_STS, AWS_ROLE_SESSION_NAME: 'x' }, { variable: 'AWS_ROLE_SESSION_NAME' }],
    ['the address of STS', { ...OF_STS, AWS_ENDPOINT_URL_STS: 'sts' }, { variable: 'AWS_ENDPOINT_URL_STS' }],
    ['half a pair of keys', { AWS_ACCESS_KEY_ID: 'AKIALAB' }, { variable: 'AWS_SECRET_ACCESS_KEY' }],
    [
      "the keys' end",
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_CREDENTIAL_EXPIRATION: '2001-01-01T00:00:00Z' },
      { variable: 'AWS_CREDENTIAL_EXPIRATION' },
    ],
    ['a number', { AWS_METADATA_SERVICE_TIMEOUT: 'abc' }, { variable: 'AWS_METADATA_SERVICE_TIMEOUT' }],
    ['a word', { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'x' }, { variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE' }],
    ['a profile that is missing', { AWS_PROFILE: 'nobody' }, { profile: 'nobody' }],
    ['half a profile', ofProfile('aws_access_key_id = a'), { profile: 'p' }],
    [
      'a login with SSO',
      ofProfile('sso_session = s\nsso_account_id = 1\nsso_role_name = r'),
      { profile: 'p', setting: 'sso_session' },
    ],
    ['a login', ofProfile('login_session = arn:x'), { profile: 'p', setting: 'login_session' }],
    [
      "a role's source",
      ofProfile(`role_arn = ${ROLE}\nsource_profile = q`),
      { profile: 'p', setting: 'source_profile' },
    ],
    [
      "a role's source that is a container",
      { ...ofProfile(`role_arn = ${ROLE}\ncredential_source = EcsContainer`), [FULL]: 'http://example.com' },
      { variable: FULL },
    ],
    [
      "a role's source that gives nothing",
      ofProfile(`role_arn = ${ROLE}\ncredential_source = EcsContainer`),
      { profile: 'p', setting: 'credential_source' },
    ],
    [
      "a role, although another setting's value is in the message",
      { ...OF_STS, AWS_ROLE_ARN: 'x', AWS_METADATA_SERVICE_TIMEOUT: '1' },
      { variable: 'AWS_ROLE_ARN', reason: /value: 1/ },
    ],
    [
      'a program that fails',
      ofProfile('credential_process = sh -c "echo no session >&2; exit 1"'),
      { profile: 'p', setting: 'credential_process', reason: /^the program 'sh' failed with exit status 1$/ },
    ],
    [
      'a program that is missing',
      ofProfile('credential_process = /nowhere/program --token hvs.secret'),
      { profile: 'p', setting: 'credential_process', reason: /^the program '\/nowhere\/program' does not exist$/ },
    ],
    [
      'a program behind an assignment, which only a shell knows',
      ofProfile('credential_process = VAULT_TOKEN=hvs.secret vault'),
      { profile: 'p', setting: 'credential_process', reason: /^the program 'VAULT_TOKEN=…' does not exist$/ },
    ],
    [
      'a program whose answer has another version, which may be anything',
      ofProfile(`credential_process = sh -c "echo '{\\"Version\\": \\"hvs.secret\\"}'"`),
      { profile: 'p', setting: 'credential_process', reason: /^an answer whose Version is not 1$/ },
    ],
    [
      'a program that gives something else',
      ofProfile('credential_process = echo hello'),
      { profile: 'p', setting: 'credential_process', reason: /^an answer that is not JSON$/ },
    ],
  ])('%s', async (_, env, { reason = /./, ...setting }: { reason?: RegExp }) => {
    expect(await ask(env)).toMatchObject([
      { kind: 'unusable', cause: 'credentials', reason: expect.stringMatching(reason), ...setting },
    ])
  })

  it.each<[string, Env, object]>([
    [
      'of a web identity',
      { ...OF_STS, AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token' },
      { variable: 'AWS_WEB_IDENTITY_TOKEN_FILE', file: '/nowhere/token' },
    ],
    [
      "of a container's token",
      { [FULL]: NOBODY, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/token' },
      { variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', file: '/nowhere/token' },
    ],
  ])('the file %s', async (_, env, setting) => {
    expect(await ask(env)).toMatchObject([{ kind: 'unusable', cause: 'file', ...setting }])
  })

  it('nothing, if nothing is said to give any', async () => {
    const [said] = await ask({})
    expect(said).toMatchObject({ cause: 'credentials', reason: 'Unable to locate credentials' })
    expect(said).not.toHaveProperty('variable')
  })

  it('a program, without a word of what it has printed', async () => {
    for (const secret of ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'hvs.abcdef', 'a password']) {
      const said = await ask(ofProfile(`credential_process = sh -c "echo no session for ${secret} >&2; exit 1"`))
      expect(said).toMatchObject([{ cause: 'credentials', reason: "the program 'sh' failed with exit status 1" }])
      expect(JSON.stringify(said)).not.toContain(secret)
    }
  })
})

describe('a service that gives credentials', () => {
  const ofStsAt = (endpoint: string) => ({ ...OF_STS, AWS_ENDPOINT_URL_STS: endpoint })

  it.each<[string, Env, object]>([
    [
      'a container',
      { [FULL]: `${NOBODY}/x`, HTTP_PROXY: NOBODY },
      { variable: FULL, reason: `Connection refused at ${NOBODY}` },
    ],
    ['STS', ofStsAt(NOBODY), { variable: 'AWS_ENDPOINT_URL_STS', reason: `Connection refused at ${NOBODY}` }],
    [
      'STS behind a proxy',
      { ...OF_STS, HTTPS_PROXY: 'http://me:s3cret@127.0.0.1:9' },
      { variable: 'AWS_WEB_IDENTITY_TOKEN_FILE', reason: 'Connection refused', proxy: 'HTTPS_PROXY' },
    ],
    [
      'a program',
      ofProfile('credential_process = sh -c "echo connection refused >&2; exit 1"'),
      { profile: 'p', setting: 'credential_process', reason: "the program 'sh' failed with exit status 1" },
    ],
  ])('is told from the store if it does not answer: %s', async (_, env, expected) => {
    expect(await ask(env)).toMatchObject([{ kind: 'unreachable', isOfCredentials: true, proxy: null, ...expected }])
  })

  it('is waited for if it may wait for a person, and named after 20 s', async () => {
    const keys = JSON.stringify({ Version: 1, AccessKeyId: 'AKIALAB', SecretAccessKey: 's' }).replaceAll('"', '\\"')
    const slow = ofProfile(`credential_process = sh -c "sleep 21; echo '${keys}'"`)
    expect(await ask(slow)).toMatchObject([
      { kind: 'unreachable', isOfCredentials: true, setting: 'credential_process', reason: 'no answer within 20 s' },
      { kind: 'answers' },
    ])
  })

  it('is asked again if it cannot answer yet, and the store then answers', async () => {
    const keys = { AccessKeyId: 'AKIALAB', SecretAccessKey: 's', Token: 't', Expiration: '2999-01-01T00:00:00Z' }
    // boto3 itself asks three times.
    const statuses = [503, 503, 503]
    const service = await startStandIn((_, response) => {
      response.writeHead(statuses.shift() ?? 200)
      response.end(JSON.stringify(keys))
    })
    const said = await ask({ [FULL]: `${service}/x` }, { seconds: 60 })
    expect(said).toMatchObject([
      { kind: 'unreachable', isOfCredentials: true, variable: FULL, reason: 'HTTP 503' },
      { kind: 'answers' },
    ])
  })

  it.each<[string, () => Promise<string>, object]>([
    ['refuses the role', () => answerWith(403, answer('AccessDenied')), { variable: 'AWS_ROLE_ARN' }],
    [
      'refuses the token',
      () => answerWith(400, answer('InvalidIdentityToken')),
      { variable: 'AWS_WEB_IDENTITY_TOKEN_FILE', reason: 'AssumeRoleWithWebIdentity: InvalidIdentityToken' },
    ],
    ['is a web page', () => answerWith(200, '<html/>'), { variable: 'AWS_ENDPOINT_URL_STS' }],
    [
      'does not speak HTTP',
      async () => `http://127.0.0.1:${await startTcp((socket) => socket.end('ready\r\n\r\n'))}`,
      { variable: 'AWS_ENDPOINT_URL_STS', reason: 'an answer that is not HTTP' },
    ],
    [
      'answers without end',
      () =>
        startStandIn((_, response) => {
          const send = () => void response.write(' '.repeat(65_536), (error) => error || send())
          send()
        }),
      { variable: 'AWS_ENDPOINT_URL_STS', reason: 'an answer without end, more than 2 MB' },
    ],
  ])('is not asked again if it %s', async (_, start, expected) => {
    expect(await ask(ofStsAt(await start()))).toMatchObject([{ kind: 'unusable', cause: 'credentials', ...expected }])
  })
})

const answer = (code: string) => `<ErrorResponse>${errorOf(code)}</ErrorResponse>`
