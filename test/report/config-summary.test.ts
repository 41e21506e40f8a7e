import { describe, expect, it } from 'vitest'
import { blockText } from '../../src/report/config-summary.ts'
import { configText } from '../../src/report/config-text.ts'
import { configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'
import { HOSTILE } from '../rig/samples.ts'

const block = (setup: Setup) => blockText(configured(setup))

describe('the configuration summary', () => {
  it('has the documented lines', () => {
    const files = [{ ...PROJECT, MLFLOW_ARTIFACT_ROOT: 's3://bucket/x' }]
    expect(block({ files })).toBe(
      [
        'MLflow Configuration:',
        '  Tracking URI: http://localhost:5000',
        '  Storage Type: S3 (Remote), s3://bucket/x',
        '  AWS Credentials: project-specific (MLFLOW_AWS_*), key …ctid from .env.mlflow',
        '  AWS Region: us-east-1',
        '',
      ].join('\n'),
    )
  })

  it.each([
    [{ files: [PROFILE] }, 'project-specific (profile mlflow), from .env.mlflow'],
    [{ env: PROJECT }, 'project-specific (MLFLOW_AWS_*), key …ctid from the environment'],
    [
      { env: { MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, files: [{ MLFLOW_AWS_ACCESS_KEY_ID: 'projectid' }] },
      'project-specific (MLFLOW_AWS_*), key …ctid from .env.mlflow and the environment',
    ],
    [{ env: GLOBAL }, 'global (AWS_*), key …llid from the environment'],
    [{}, "ambient (boto3's own chain: ~/.aws or a role)"],
    [{ env: { AWS_PROFILE: 'data' } }, 'ambient (AWS_PROFILE data), from the environment'],
    [{ env: GLOBAL, options: ['--keep-aws'] }, 'left as they are (--keep-aws)'],
    [
      { env: { ...GLOBAL, WITH_MLFLOW_ENV: 'project:llid' } },
      'project-specific (from the launcher outside), key …llid',
    ],
  ])('of %j has the right credentials line', (setup, expected) => {
    expect(block(setup)).toContain(`  AWS Credentials: ${expected}\n`)
  })

  it.each([
    [{ files: [PROFILE], config: '[profile mlflow]\nregion = eu-west-1\n' }, "eu-west-1 (the profile's own)"],
    [{ files: [PROFILE] }, "the profile's own"],
    [{}, 'none named'],
    [{ env: { AWS_REGION: 'eu-west-2' } }, 'eu-west-2, from AWS_REGION in the environment'],
    [{ env: { ...GLOBAL, AWS_REGION: 'eu-west-2' } }, 'eu-west-2, from AWS_REGION in the environment'],
    [
      { files: [PROJECT], env: { AWS_DEFAULT_REGION: 'eu-west-2' } },
      'eu-west-2, from AWS_DEFAULT_REGION in the environment',
    ],
    [{ files: [{ ...PROJECT, AWS_REGION: 'eu-west-2' }] }, 'eu-west-2'],
    [{ files: [PROJECT], env: { MLFLOW_AWS_DEFAULT_REGION: 'eu-west-2' } }, 'eu-west-2'],
  ])('of %j has the right region line', (setup, expected) => {
    expect(block(setup)).toContain(`  AWS Region: ${expected}\n`)
  })

  it('has the endpoint if there is one, without user info', () => {
    expect(block({ files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: 'http://u:hunter2@store:8333' }] })).toContain(
      '  S3 Endpoint: http://store:8333\n',
    )
  })

  it('says that an endpoint comes from the environment', () => {
    expect(block({ files: [PROJECT], env: { MLFLOW_S3_ENDPOINT_URL: 'http://store' } })).toContain(
      '  S3 Endpoint: http://store, from MLFLOW_S3_ENDPOINT_URL in the environment\n',
    )
  })

  it.each([
    ['s3://b', 'S3 (Remote), s3://b'],
    ['gs://b/p', 'gs (Remote), gs://b/p'],
    ['file:///x', 'files (Local), file:///x'],
    ['./mlruns', 'files (Local), ./mlruns'],
    ['C:\\runs', 'files (Local), C:\\runs'],
    ['mlflow-artifacts:/', "the server's own (proxied)"],
  ])('has the right artifact line for %s: %s', (root, expected) => {
    expect(block({ env: { MLFLOW_ARTIFACT_ROOT: root } })).toContain(`  Storage Type: ${expected}\n`)
  })

  it.each([
    ['http://localhost:5000', PROJECT, 'S3 (Remote), bucket decided by the server'],
    ['https://mlflow.example', PROFILE, 'S3 (Remote), bucket decided by the server'],
    ['https://mlflow.example', {}, 'decided by the server'],
    ['https://mlflow.example', GLOBAL, 'decided by the server'],
    ['arn:aws:sagemaker:eu-west-1:1:mlflow-tracking-server/x', PROJECT, 'decided by the server'],
    ['azureml://x', {}, 'decided by the server'],
    ['databricks', {}, 'Databricks'],
    ['databricks-uc://p', {}, 'Databricks'],
    ['sqlite:///mlflow.db', PROJECT, 'files (Local)'],
    ['postgresql+psycopg2://h/db', {}, 'files (Local)'],
    ['./mlruns', {}, 'files (Local)'],
    ['C:\\runs', {}, 'files (Local)'],
    ['file:///x', {}, 'files (Local)'],
  ])('does not guess a place for the tracking URI %s with %j', (uri, credentials, expected) => {
    expect(block({ env: { ...credentials, MLFLOW_TRACKING_URI: uri } })).toContain(`  Storage Type: ${expected}\n`)
  })

  it('has no secret and no terminal control characters', () => {
    const uri = `http://user:hunter2@host/${HOSTILE.replace(/[^\x21-\x7e]/g, '')}?token=hunter2`
    const files = [{ ...PROJECT, MLFLOW_TRACKING_URI: uri, MLFLOW_ARTIFACT_ROOT: 's3://u:hunter2@b' }]
    for (const text of [blockText(configured({ files })), configText(configured({ files }))]) {
      expect(text).not.toMatch(/hunter2|projectsecret/)
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    }
  })
})

describe('the detailed text', () => {
  it('adds the origin of each value, the suffix of the key id, and what was removed and why', () => {
    const files = [{ MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, { MLFLOW_TRACKING_URI: 'http://h' }]
    const env = { MLFLOW_AWS_SECRET_ACCESS_KEY: 'projectsecret', AWS_PROFILE: 'old', AWS_SESSION_TOKEN: 'oldtoken' }
    const text = configText(configured({ env, files }))
    expect(text).toContain('http://h (from MLFLOW_TRACKING_URI in .env:1)')
    expect(text).toMatch(/AWS Credentials: .*\(from \.env\.mlflow:1 and the environment\)/)
    expect(text).toContain('…MPLE')
    expect(text).toMatch(/ {4}AWS_PROFILE: \w+/)
    expect(text).toMatch(/ {4}AWS_SESSION_TOKEN: \w+/)
    expect(text).not.toMatch(/AKIAIOSFODNN7|projectsecret|oldtoken/)
  })
})
