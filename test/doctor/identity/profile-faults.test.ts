// Slips in ~/.aws that keep boto3 from the keys of the project's profile.
import { describe, expect, it } from 'vitest'
import { credentials } from '../../../src/doctor/checks/identity/credentials.ts'
import { tokenExpiry } from '../../../src/doctor/checks/identity/token-expiry.ts'
import { checkProject } from '../../rig/doctor.ts'

const KEYS = 'aws_access_key_id = ASIALABLABLABLAB1234\naws_secret_access_key = s3cr3t\n'
const look = (config: string, keys: string, check = credentials) =>
  checkProject(check, {
    tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n', 'home/.aws/config': config, 'home/.aws/credentials': keys },
    answers: { session: { method: 'shared-credentials-file', keySuffix: '1234', hasToken: true } },
  })
const SSO = '[profile lab]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n'

describe("a profile's keys", () => {
  it.each<[string, string, string]>([
    ['plain', '', `[lab]\n${KEYS}`],
    ['with a session of SSO', `${SSO}[sso-session s]\nsso_region = x\n`, ''],
    ['next to faults of another profile', '', `[other]\naws_secret_access_key = "x"\n[lab]\n${KEYS}`],
  ])('are fine: %s', async (_, config, keys) => {
    expect(await look(config, keys)).toMatchObject({ status: 'ok' })
  })

  it.each<[string, string, string, string, RegExp]>([
    ['behind a missing session of SSO', SSO, '', '~/.aws/config:2', /^add \[sso-session s\] with sso_start_url/],
    [
      'in quotes',
      '',
      `[lab]\n${KEYS.replace('s3cr3t', '"s3cr3t"')}`,
      '~/.aws/credentials:3',
      /^remove the quotes in ~/,
    ],
    [
      'below [profile lab]',
      '',
      `[profile lab]\n${KEYS}`,
      '~/.aws/credentials:1',
      /^write \[lab\] instead of \[profile lab\]/,
    ],
    [
      'behind a byte order mark',
      '',
      `\ufeff[lab]\n${KEYS}`,
      '~/.aws/credentials:1',
      /^save ~\/\.aws\/credentials as UTF-8/,
    ],
  ])('are not found: %s', async (_, config, keys, where, remedy) => {
    const outcome = await look(config, keys)
    expect(outcome).toMatchObject({ status: 'fail', where, remedy: expect.stringMatching(remedy) })
    expect(JSON.stringify(outcome)).not.toContain('s3cr3t')
    expect(await look(config, keys, tokenExpiry)).toMatchObject({ status: 'skip' })
  })

  it.each<[string, number, string]>([
    ['aws_expiration', -5, 'fail'],
    ['x_security_token_expires', 5, 'warn'],
    ['expiration', 300, 'ok'],
  ])('have an end in the file (%s, in %i min)', async (option, minutes, status) => {
    const end = new Date(Date.now() + minutes * 60_000).toISOString()
    const text = option === 'expiration' ? end.replace('T', ' ').slice(0, 19) : end
    const keys = `[lab]\n${KEYS}aws_session_token = t\n${option} = ${text}\n`
    expect(await look('', keys, tokenExpiry)).toMatchObject({ status, where: '~/.aws/credentials:5' })
  })
})
