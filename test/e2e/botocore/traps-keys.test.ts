// Beside project keys: what the shell and ~/.aws hold that would spoil them. Every case shows the trap first.
import { afterAll, describe, expect, it } from 'vitest'
import { section, temporary, variables } from '../../oracle/accounts.ts'
import { type BotocoreCase, checkCase, G, P, PROJECT } from '../oracle/check-case.ts'
import { Worker } from '../oracle/python-worker.ts'

const worker = new Worker()
afterAll(() => worker.stop())

const T = temporary('T')
const past = '2020-01-01T00:00:00Z'

const TRAPS: readonly BotocoreCase[] = [
  {
    name: 'a stale AWS_SESSION_TOKEN goes out beside the long-term key',
    shell: { AWS_SESSION_TOKEN: 'token-of-G' },
    byHand: { keyId: P.id, token: 'token-of-G', s3: { token: 'token-of-G' } },
  },
  {
    name: 'AWS_SECURITY_TOKEN goes out beside the long-term key',
    shell: { AWS_SECURITY_TOKEN: 'token-of-G' },
    byHand: { keyId: P.id, token: 'token-of-G' },
  },
  {
    name: "AWS_SECURITY_TOKEN is read before the project's own AWS_SESSION_TOKEN",
    shell: { AWS_SECURITY_TOKEN: 'token-of-G' },
    project: variables(T, 'MLFLOW_AWS_'),
    byHand: { keyId: T.id, token: 'token-of-G' },
    child: { error: null, keyId: T.id, secret: T.secret, token: T.token, s3: { keyId: T.id, token: T.token } },
  },
  {
    name: 'AWS_CREDENTIAL_EXPIRATION in the past makes fresh keys fail',
    shell: { AWS_CREDENTIAL_EXPIRATION: past },
    byHand: { error: 'RuntimeError' },
  },
  {
    name: 'AWS_ACCOUNT_ID of other credentials changes the host',
    shell: { AWS_ACCOUNT_ID: '111111111111', AWS_DEFAULT_REGION: 'us-east-1' },
    ask: ['s3', 'dynamodb'],
    byHand: { keyId: P.id, dynamodb: { host: '111111111111.ddb.us-east-1.amazonaws.com' } },
    child: { ...PROJECT, dynamodb: { host: 'dynamodb.us-east-1.amazonaws.com' } },
  },
  {
    name: 'AWS_PROFILE names a profile that is not there',
    shell: { AWS_PROFILE: 'gone' },
    byHand: { error: 'ProfileNotFound' },
  },
  {
    name: 'AWS_DEFAULT_PROFILE names a profile that is not there',
    shell: { AWS_DEFAULT_PROFILE: 'gone' },
    byHand: { error: 'ProfileNotFound' },
  },
  {
    name: "AWS_PROFILE's profile brings its region and its endpoint",
    shell: { AWS_PROFILE: 'main' },
    files: { 'home/.aws/config': '[profile main]\nregion = eu-west-1\nendpoint_url = http://s3.main.test\n' },
    byHand: { keyId: P.id, region: 'eu-west-1', endpoint: 'http://s3.main.test' },
  },
  {
    name: "[default] of ~/.aws/config adds its region and its endpoint, under anybody's keys",
    files: { 'home/.aws/config': '[default]\nregion = eu-west-1\nendpoint_url = http://s3.main.test\n' },
    byHand: { keyId: P.id, region: 'eu-west-1', endpoint: 'http://s3.main.test' },
  },
  {
    name: 'the region in ~/.aws/credentials is in force too',
    files: { 'home/.aws/credentials': `${section('default', G)}region = eu-west-1\n` },
    byHand: { keyId: P.id, region: 'eu-west-1' },
  },
  {
    name: '~/.aws/config that does not parse fails even beside keys',
    files: { 'home/.aws/config': 'region = eu-west-1\n' },
    byHand: { error: 'ConfigParseError' },
  },
  {
    name: '~/.aws/config with a section twice fails even beside keys',
    files: { 'home/.aws/config': '[default]\n[default]\n' },
    byHand: { error: 'ConfigParseError' },
  },
  {
    name: '~/.aws/config that is not UTF-8 fails even beside keys',
    files: { 'home/.aws/config': Buffer.from('[default]\n# caf\xe9\n', 'latin1') },
    byHand: { error: 'ConfigParseError' },
  },
  {
    name: '~/.aws/credentials that does not parse fails even beside keys',
    files: { 'home/.aws/credentials': 'aws_access_key_id\n' },
    byHand: { error: 'ConfigParseError' },
  },
  {
    name: 'AWS_CONFIG_FILE leads to another [default]',
    files: { 'elsewhere/config': '[default]\nregion = eu-west-1\n' },
    shell: { AWS_CONFIG_FILE: '{folder}/elsewhere/config' },
    byHand: { keyId: P.id, region: 'eu-west-1' },
  },
]

describe('a command with project keys', () => {
  it.each(TRAPS.map((one) => [one.name, one] as const))(
    'is not affected by this trap of botocore: %s',
    async (_, trap) => {
      await checkCase(worker, trap)
    },
  )

  it('sees no profile, unless --keep-aws-config is given', async () => {
    const trap: BotocoreCase = {
      name: '',
      files: { 'home/.aws/credentials': section('data', G) },
      byHand: { profiles: ['data'] },
    }
    await checkCase(worker, { ...trap, child: { ...PROJECT, profiles: [] } })
    const run = await checkCase(worker, {
      ...trap,
      options: ['--keep-aws-config'],
      child: { ...PROJECT, profiles: ['data'] },
    })
    expect(run.env.AWS_CONFIG_FILE).toBeUndefined()
  })
})
