import { describe, expect, it } from 'vitest'
import { parseProfiles } from '../../../src/aws-config/profiles.ts'
import { settingsOfOptions } from '../../../src/commands/init/given.ts'
import { refuseSecretWords } from '../../../src/commands/init/options.ts'
import { artifactRoot } from '../../../src/commands/init/settings/artifact-root.ts'
import { checkSettings } from '../../../src/commands/init/settings/check.ts'
import { parseLines } from '../../../src/commands/init/settings/standard-input-lines.ts'
import type { Settings } from '../../../src/commands/init/settings/variables.ts'
import type { Sourced } from '../../../src/model/origin.ts'
import { refusal } from '../../rig/temporary-tree.ts'

const ID = 'AKIAPROJECTPROJECT01'
const SECRET = 'project-Secret/5eCr3t+AAAAAAAAAAAAAAAAAAA'
const KEYS = { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET }

const of = (name: string, value: string): Sourced => ({ value, origin: { kind: 'option', name } })
const settings = (values: Readonly<Record<string, string>>): Settings =>
  new Map(Object.entries(values).map(([name, value]) => [name, of(name, value)]))
const plain = (found: Settings) => Object.fromEntries(Array.from(found, ([name, { value }]) => [name, value]))

describe('the lines on standard input', () => {
  const own = KEYS
  it.each([
    ["the file's own form", `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nMLFLOW_AWS_SECRET_ACCESS_KEY='${SECRET}'\n`],
    [
      "what AWS's console shows for a shell",
      `export AWS_ACCESS_KEY_ID="${ID}"\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"`,
    ],
    ['the same for Windows', `SET AWS_ACCESS_KEY_ID=${ID}\r\nSET AWS_SECRET_ACCESS_KEY=${SECRET}\r\n`],
    ['the same for PowerShell', `$Env:AWS_ACCESS_KEY_ID="${ID}"\n$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"\n`],
    ['a profile', `[default]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`],
    [
      'with comments and names that mean nothing here',
      `# mine\nAWS_ACCESS_KEY_ID=${ID}\nX=1\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_CREDENTIAL_EXPIRATION=2026\n`,
    ],
  ])('are understood: %s', (_, text) => {
    expect(plain(parseLines(text))).toEqual(own)
  })

  it('may have a token, a region and the settings of a project', () => {
    const text = `AWS_ACCESS_KEY_ID=a\nAWS_SECRET_ACCESS_KEY=b\nAWS_SESSION_TOKEN=c\nAWS_REGION=eu-west-1\nMLFLOW_TRACKING_URI=http://h\n`
    expect(plain(parseLines(text))).toEqual({
      MLFLOW_AWS_ACCESS_KEY_ID: 'a',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'b',
      MLFLOW_AWS_SESSION_TOKEN: 'c',
      MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1',
      MLFLOW_TRACKING_URI: 'http://h',
    })
  })

  it("are never a mixture of the project's account and another one", () => {
    const text = `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nAWS_ACCESS_KEY_ID=x\nAWS_SECRET_ACCESS_KEY=y\nAWS_SESSION_TOKEN=z\n`
    expect(plain(parseLines(text))).toEqual({ MLFLOW_AWS_ACCESS_KEY_ID: ID })
  })

  it('may be none at all', () => {
    expect(parseLines('\n \n').size).toBe(0)
  })

  it.each([
    [`{"Version": 1, "AccessKeyId": "${ID}", "SecretAccessKey": "${SECRET}"}`, /JSON.*--format env/],
    [SECRET, /expected NAME=value lines.*found none/],
    [`AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY='${SECRET}\n`, /found a quote that does not end in line 2$/],
    [`aws_secret_access_key = ${SECRET} # of lab\n`, /found a '#' after a blank, which begins a comment, in line 1$/],
  ])('are refused without being shown: %s', (text, message) => {
    const found = refusal(() => parseLines(text))
    expect(found?.code).toBe('standard-input-unusable')
    expect(found?.message).toMatch(message)
    expect(found?.message).not.toContain(SECRET)
  })
})

describe('the artifact root', () => {
  it.each([
    ['my-bucket', undefined, 's3://my-bucket'],
    ['my-bucket', 'mlflow', 's3://my-bucket/mlflow'],
    ['my-bucket', '/a/b/', 's3://my-bucket/a/b'],
    ['s3://my-bucket/', 'mlflow', 's3://my-bucket/mlflow'],
    ['s3://my-bucket/a/', undefined, 's3://my-bucket/a'],
    ['arn:aws:s3:::my-bucket', undefined, 's3://my-bucket'],
    ['https://my-bucket.s3.eu-west-1.amazonaws.com/a', undefined, 's3://my-bucket/a'],
  ])('of %s and the prefix %s is %s', (bucket, prefix, expected) => {
    expect(
      artifactRoot(of('--bucket', bucket), prefix === undefined ? undefined : of('--prefix', prefix), undefined)?.value,
    ).toBe(expected)
  })

  it('keeps the bucket of the project if only a prefix is named', () => {
    const existing = of('MLFLOW_ARTIFACT_ROOT', 's3://my-bucket/old')
    expect(artifactRoot(undefined, of('--prefix', 'new'), existing)?.value).toBe('s3://my-bucket/new')
  })

  it.each([
    ['my bucket', undefined, 'invalid-option-value'],
    ['my-bucket/path', undefined, 'invalid-option-value'],
    [SECRET, undefined, 'invalid-option-value'],
    ['my-bucket', '../x', 'invalid-option-value'],
    ['my-bucket', 'a b', 'invalid-option-value'],
    ['my-bucket', '', 'invalid-option-value'],
    ['s3://my-bucket/a', 'b', 'conflicting-options'],
    [undefined, 'b', 'prefix-without-bucket'],
  ])('is refused of %s and %s', (bucket, prefix, code) => {
    const option = (name: string, value: string | undefined) => (value === undefined ? undefined : of(name, value))
    const found = refusal(() => artifactRoot(option('--bucket', bucket), option('--prefix', prefix), undefined))
    expect(found?.code).toBe(code)
    expect(found?.message).not.toContain(SECRET)
  })
})

describe('settings that cannot be right', () => {
  const profiles = () =>
    parseProfiles('[profile lab]\nrole_arn = x\nsource_profile = y\n[bare]\nrole_arn = x\n', undefined)
  const check = (given: Settings, existing: Settings = new Map(), below: Settings = new Map()) =>
    refusal(() => checkSettings(given, existing, below, profiles))?.code ?? null

  it.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['keys', KEYS, null],
    ['a profile', { MLFLOW_AWS_PROFILE: 'lab' }, null],
    ['a tracking URI alone', { MLFLOW_TRACKING_URI: 'http://h:5000' }, null],
    ['half a set', { MLFLOW_AWS_ACCESS_KEY_ID: ID }, 'incomplete-credentials'],
    ['a secret alone', { MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET }, 'incomplete-credentials'],
    [
      'temporary keys without a token',
      { ...KEYS, MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT01' },
      'missing-session-token',
    ],
    ['long-term keys with a token', { ...KEYS, MLFLOW_AWS_SESSION_TOKEN: 't' }, 'unexpected-session-token'],
    ['swapped keys', { MLFLOW_AWS_ACCESS_KEY_ID: SECRET, MLFLOW_AWS_SECRET_ACCESS_KEY: ID }, 'swapped-keys'],
    [
      'a secret as the id',
      { ...KEYS, MLFLOW_AWS_ACCESS_KEY_ID: 'QwErTyUiOp/1'.repeat(4).slice(0, 40) },
      'secret-as-id',
    ],
    ['an id of another store', { ...KEYS, MLFLOW_AWS_ACCESS_KEY_ID: '0123456789abcdef'.repeat(2) }, null],
    ['a placeholder', { ...KEYS, MLFLOW_AWS_SECRET_ACCESS_KEY: 'your-secret-access-key' }, 'placeholder-value'],
    ['a blank in a secret', { ...KEYS, MLFLOW_AWS_SECRET_ACCESS_KEY: 'a b' }, 'invalid-value'],
    ['keys and a profile', { ...KEYS, MLFLOW_AWS_PROFILE: 'lab' }, 'conflicting-credentials'],
    ['a profile that is not there', { MLFLOW_AWS_PROFILE: 'old' }, 'profile-not-found'],
    ['a profile without its prefix', { MLFLOW_AWS_PROFILE: 'bare' }, 'profile-without-prefix'],
    ['a zone as the region', { ...KEYS, MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1a' }, 'invalid-value'],
    ['an endpoint without a scheme', { ...KEYS, MLFLOW_S3_ENDPOINT_URL: 'localhost:9000' }, 'invalid-value'],
    [
      'the bucket in the endpoint',
      { ...KEYS, MLFLOW_S3_ENDPOINT_URL: 'http://localhost:9000/b', MLFLOW_ARTIFACT_ROOT: 's3://b' },
      'invalid-value',
    ],
    [
      'a secret as the tracking URI',
      { MLFLOW_TRACKING_URI: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKE' },
      'invalid-value',
    ],
    ['a tracking URI without a scheme', { ...KEYS, MLFLOW_TRACKING_URI: 'localhost:5000' }, 'unusable-tracking-uri'],
  ])('%s: %j gives %s', (_, values, code) => {
    expect(check(settings(values))).toBe(code)
  })

  it('another key needs its own secret and token, those of the file are never taken', () => {
    const old = {
      MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT99',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'old',
      MLFLOW_AWS_SESSION_TOKEN: 'old',
    }
    const id = { MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT01' }
    const secret = { MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET }
    expect(check(settings({ ...id, ...secret }), settings(old))).toBe('token-of-other-key')
    expect(check(settings({ ...id, MLFLOW_AWS_SESSION_TOKEN: 't' }), settings(old))).toBe('incomplete-credentials')
    expect(check(settings({ ...id, ...secret, MLFLOW_AWS_SESSION_TOKEN: 't' }), settings(old))).toBeNull()
    expect(check(settings(secret), settings(old))).toBeNull()
  })

  it('a profile is refused next to the keys of the same file, not of another one', () => {
    const given = settings({ MLFLOW_AWS_PROFILE: 'lab' })
    expect(check(given, settings(KEYS))).toBe('conflicting-credentials')
    expect(check(given, new Map(), settings(KEYS))).toBeNull()
  })
})

describe('an address with a password among the arguments', () => {
  const given = (option: string, value: string) =>
    refusal(() => settingsOfOptions(new Map([[option, [of(`--${option}`, value)]]]), new Map()))

  it.each(['https://lab:s3cretpw@mlflow.example.com', 'postgresql+psycopg2://u:s3cretpw@h/d'])(
    'is refused without being shown: %s',
    (value) => {
      const found = given('tracking-uri', value)
      expect(found).toMatchObject({ code: 'password-as-argument' })
      expect(found?.message).toContain('MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD')
      expect(found?.message).not.toContain('s3cretpw')
    },
  )

  it.each(['https://mlflow.example.com:8443/a@b:c', 'https://lab@mlflow.example.com', 'http://h/?a:b@c'])(
    'is not one: %s',
    (value) => {
      expect(given('endpoint', value)).toBeNull()
    },
  )
})

describe('a secret among the arguments', () => {
  it.each([
    ['--secret-access-key', "'--secret-access-key' is a secret"],
    [`--secret-access-key=${SECRET}`, "'--secret-access-key' is a secret"],
    [`--aws_session_token=${SECRET}`, "'--aws-session-token' is a secret"],
    ['--password', "'--password' is a secret"],
    [`--secret${'QwErTyUiOp'.repeat(4)}`, 'an argument is a secret'],
    [`MLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}`, "'MLFLOW_AWS_SECRET_ACCESS_KEY' is a secret"],
    [`AWS_SESSION_TOKEN=${SECRET}`, "'AWS_SESSION_TOKEN' is a secret"],
  ])('is refused without being shown: %s', (word, message) => {
    const found = refusal(() => refuseSecretWords(['init', word, SECRET]))
    expect(found?.message).toContain(message)
    expect(found?.message).not.toContain(SECRET)
    expect(found?.message).not.toContain('QwErTy')
  })

  it.each(['--bucket', 'secret-bucket', '--access-key-id', 'a=b', '--keep', 'AWS_SESSION_TOKEN'])(
    'is not %s',
    (word) => {
      expect(refusal(() => refuseSecretWords(['init', word]))).toBeNull()
    },
  )
})
