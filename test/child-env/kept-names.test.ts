import { describe, expect, it } from 'vitest'
import { noticeRemoved } from '../../src/child-env/kept-names.ts'
import { configured, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'
import { refusal } from '../rig/temporary-tree.ts'

const shell = { AWS_S3_BUCKET: 'b', AWS_TEAM: 't', aws_team: 'lower', AWS_PAGER: '', AWS_ENDPOINT_URL: 'http://x' }
const removed = (setup: Setup) => {
  const { parent, change } = configured(setup)
  return noticeRemoved(parent, change).map(({ data }) => (data as { names: readonly string[] }).names)
}

describe('--keep', () => {
  it.each([
    ['its option, more than once', { options: ['--keep', 'AWS_S3_BUCKET', '--keep=AWS_TEAM'] }],
    ['its option, with a list', { options: ['--keep', 'AWS_S3_BUCKET, AWS_TEAM'] }],
    ['its variable in the environment', { env: { WITH_MLFLOW_ENV_KEEP: 'AWS_S3_BUCKET,AWS_TEAM' } }],
    [
      'option, environment and file together',
      {
        options: ['--keep', 'AWS_S3_BUCKET'],
        files: [{ WITH_MLFLOW_ENV_KEEP: 'AWS_TEAM' }],
      },
    ],
  ])('keeps a variable that only the last rule would remove, by %s', (_, given: Setup) => {
    for (const identity of [PROJECT, PROFILE]) {
      const { child } = configured({
        ...given,
        env: { ...shell, ...given.env },
        files: [identity, ...(given.files ?? [])],
      })
      expect(child).toMatchObject({ AWS_S3_BUCKET: 'b', AWS_TEAM: 't' })
      expect(child).not.toHaveProperty('aws_team')
      expect(child).not.toHaveProperty('AWS_ENDPOINT_URL')
    }
  })

  it("prefers the shell's value that is to be kept to a file's, as load_dotenv() would", () => {
    const setup = { env: shell, files: [{ ...PROJECT, AWS_TEAM: 'own' }] }
    expect(configured(setup).child.AWS_TEAM).toBe('own')
    expect(configured({ ...setup, options: ['--keep', 'AWS_TEAM'] }).child.AWS_TEAM).toBe('t')
  })

  it('is handed on to a launcher inside if it is an option', () => {
    const options = ['--keep', 'AWS_TEAM']
    const files = [{ ...PROJECT, WITH_MLFLOW_ENV_KEEP: 'AWS_S3_BUCKET' }]
    expect(configured({ options, files }).child.WITH_MLFLOW_ENV_KEEP).toBe('AWS_TEAM,AWS_S3_BUCKET')
    expect(configured({ files: [PROJECT] }).child).not.toHaveProperty('WITH_MLFLOW_ENV_KEEP')
  })

  it.each([
    'AWS_ACCESS_KEY_ID',
    'aws_profile',
    'AWS_REGION',
    'AWS_ENDPOINT_URL_S3',
    'S3_ENDPOINT_URL',
    'S3_ENDPOINT',
    'AWS_SKIP_SIGNATURE',
  ])('refuses %s, which another rule decides about, whoever the account belongs to', (name) => {
    for (const files of [[PROJECT], [PROFILE], []]) {
      const diagnostic = refusal(() => configured({ options: ['--keep', name], files }))
      expect(diagnostic).toMatchObject({ code: 'cannot-be-kept', origin: { name: '--keep' }, data: { name } })
    }
  })

  it.each([
    'AWS_PAGER',
    'AWS_BUCKET_NAME',
    'AWS_BATCH_JOB_ID',
    'AWS_CA_BUNDLE',
    'HOME',
    'AWS_VAULT_BACKEND',
    'MLFLOW_S3_UPLOAD_EXTRA_ARGS',
  ])('can name %s, which is kept anyway or does no harm', (name) => {
    expect(configured({ env: { [name]: 'x' }, options: ['--keep', name], files: [PROJECT] }).child[name]).toBe('x')
  })

  it.each(['AWS_*', 'AWS_TEAM=secret', '$AWS_TEAM', 'AWS-TEAM'])('refuses %s, which is no name', (word) => {
    const diagnostic = refusal(() => configured({ options: ['--keep', word] }))
    expect(diagnostic?.code).toBe('invalid-option-value')
    expect(diagnostic?.message).not.toContain('secret')
  })
})

describe('the notice about removed variables', () => {
  it('names what only the last rule removed from the shell', () => {
    expect(removed({ env: shell, files: [PROJECT] })).toEqual([['AWS_S3_BUCKET', 'AWS_TEAM', 'aws_team']])
    expect(removed({ env: shell, files: [PROFILE] })).toEqual([['AWS_S3_BUCKET', 'AWS_TEAM', 'aws_team']])
  })

  it.each([
    ['is kept', { env: { AWS_TEAM: 't' }, options: ['--keep', 'AWS_TEAM'] }],
    ["the project's file sets", { env: { AWS_TEAM: 't' }, files: [{ ...PROJECT, AWS_TEAM: 'own' }] }],
    ['is empty', { env: { AWS_TEAM: '' } }],
    ['a rule names', { env: { AWS_ENDPOINT_URL: 'http://x', AWS_PROFILE: 'p', AWS_VAULT: 'v', S3_ENDPOINT_URL: 'x' } }],
    ['nobody has', {}],
    ['--keep-aws keeps', { env: shell, options: ['--keep-aws'] }],
  ])('is not given about what %s', (_, setup: Setup) => {
    expect(removed({ files: [PROJECT], ...setup })).toEqual([])
  })

  it("is not given with the shell's account", () => {
    expect(removed({ env: shell })).toEqual([])
  })
})
