import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { exampleText } from '../../../src/commands/init/plan/example.ts'
import { gitignoreAddition, hasLine } from '../../../src/commands/init/plan/gitignore.ts'
import { planFile } from '../../../src/commands/init/plan/plan.ts'
import { describeChange } from '../../../src/commands/init/report.ts'
import type { Settings } from '../../../src/commands/init/settings/variables.ts'

const settings = (values: Readonly<Record<string, string>>): Settings =>
  new Map(Object.entries(values).map(([name, value]) => [name, { value, origin: { kind: 'default' } }]))
const asItIs = (_: string, value: string) => value

describe('the plan for a file', () => {
  it('has a comment before each paragraph of a new file, and every setting in its place', () => {
    const wanted = { MLFLOW_TRACKING_URI: 'http://h', MLFLOW_AWS_SECRET_ACCESS_KEY: 's', MLFLOW_AWS_ACCESS_KEY_ID: 'i' }
    const { text, changes } = planFile(null, settings(wanted), asItIs)
    expect(text).toMatch(
      /^# .*\n\n# .*\nMLFLOW_AWS_ACCESS_KEY_ID=i\nMLFLOW_AWS_SECRET_ACCESS_KEY=s\n\n# .*\nMLFLOW_TRACKING_URI=http:\/\/h\n$/,
    )
    expect(changes.map(({ name }) => name)).toEqual([
      'MLFLOW_AWS_ACCESS_KEY_ID',
      'MLFLOW_AWS_SECRET_ACCESS_KEY',
      'MLFLOW_TRACKING_URI',
    ])
  })

  it('has what is missing or different in a file that is there, and nothing else', () => {
    const text = '# mine\nMLFLOW_AWS_PROFILE=lab\nMLFLOW_AWS_DEFAULT_REGION=a\n'
    const values = settings({ MLFLOW_AWS_PROFILE: 'lab', MLFLOW_AWS_DEFAULT_REGION: 'a' })
    const wanted = settings({
      MLFLOW_AWS_PROFILE: 'lab',
      MLFLOW_AWS_DEFAULT_REGION: 'b',
      MLFLOW_ARTIFACT_ROOT: 's3://b',
    })
    expect(planFile({ text, values }, wanted, asItIs)).toEqual({
      changes: [
        { name: 'MLFLOW_AWS_DEFAULT_REGION', before: 'a', after: 'b' },
        { name: 'MLFLOW_ARTIFACT_ROOT', before: null, after: 's3://b' },
      ],
      text: '# mine\nMLFLOW_AWS_PROFILE=lab\nMLFLOW_AWS_DEFAULT_REGION=b\nMLFLOW_ARTIFACT_ROOT=s3://b\n',
    })
    expect(planFile({ text, values }, values, asItIs)).toEqual({ changes: [], text })
  })

  it('is told by names alone, and a key id by its last four characters', () => {
    const change = { before: 'AKIAPROJECTPROJECT99', after: 'AKIAPROJECTPROJECT01' }
    expect(describeChange({ name: 'MLFLOW_AWS_ACCESS_KEY_ID', ...change })).toBe(
      'MLFLOW_AWS_ACCESS_KEY_ID (…CT99 → …CT01)',
    )
    expect(describeChange({ name: 'MLFLOW_AWS_SECRET_ACCESS_KEY', ...change })).toBe('MLFLOW_AWS_SECRET_ACCESS_KEY')
  })
})

describe('the example', () => {
  it('has placeholders for keys, no login of an address, and the rest of the settings', () => {
    const values: Readonly<Record<string, string>> = {
      MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAPROJECTPROJECT01',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret-secret',
      MLFLOW_AWS_SESSION_TOKEN: 'token-token',
      MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1',
      MLFLOW_TRACKING_URI: 'https://user:pass-pass@mlflow.example/x',
      MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000',
      WITH_MLFLOW_ENV_STRICT: '1',
    }
    const text = exampleText((name) => values[name], parse)
    expect(parse(text)).toEqual({
      MLFLOW_AWS_ACCESS_KEY_ID: 'your-access-key-id',
      MLFLOW_AWS_SECRET_ACCESS_KEY: 'your-secret-access-key',
      MLFLOW_AWS_SESSION_TOKEN: 'your-session-token',
      MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1',
      MLFLOW_TRACKING_URI: 'https://mlflow.example/x',
      MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000',
      WITH_MLFLOW_ENV_STRICT: '1',
    })
    expect(text).not.toMatch(/secret-secret|token-token|pass-pass|PROJECT/)
  })
})

describe('the line in .gitignore', () => {
  it.each([
    ['', '.env.mlflow\n'],
    ['a\n', '.env.mlflow\n'],
    ['a', '\n.env.mlflow\n'],
    ['a\r\nb\r\n', '.env.mlflow\r\n'],
    ['a\r\nb', '\r\n.env.mlflow\r\n'],
  ])('is added to %j as %j', (text, added) => {
    expect(gitignoreAddition(text)).toBe(added)
  })

  it.each([
    ['.env.mlflow\n', true],
    ['a\r\n/.env.mlflow  \r\n', true],
    ['.env.mlflow\n!.env*\n', false],
    ['#.env.mlflow\n', false],
    ['', false],
  ])('is found in %j without git: %s', (text, isThere) => {
    expect(hasLine(text)).toBe(isThere)
  })
})
