import { describe, expect, it } from 'vitest'
import { checkFallBack, type FallBackInput } from '../../src/credentials/fall-back.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { envFilesDiagnostics } from '../../src/env-files/diagnostics.ts'
import { failure, NONE, NOTHING, READ, resolve, shell, strict } from '../rig/fall-back.ts'
import { toSources } from '../rig/sources.ts'

describe('one warning that the shell’s credentials are used', () => {
  const S3 = { MLFLOW_ARTIFACT_ROOT: 's3://bucket/x' }
  const SERVER = { MLFLOW_TRACKING_URI: 'http://a' }
  const warned = (given: Partial<FallBackInput>) => resolve(given).warnings

  it.each<[string, Partial<FallBackInput>, string[]]>([
    [
      'no project at all, with keys',
      { sources: toSources([shell]), searched: NOTHING },
      [
        'key …MPLE (AWS_ACCESS_KEY_ID in the environment)',
        "no .env.mlflow or .env from '/home/u/p' up to '/home/u'",
        '--strict',
        '--allow-fallback',
      ],
    ],
    [
      'no project at all, with a profile',
      { sources: toSources([{ AWS_PROFILE: 'data' }]), searched: NOTHING },
      ["profile 'data' (AWS_PROFILE in the environment)"],
    ],
    [
      'no project at all, and no credentials',
      { sources: toSources([{}]), searched: NOTHING },
      ['boto3 finds by itself'],
    ],
    [
      'no project at all, with a secret alone',
      { sources: toSources([{ AWS_SECRET_ACCESS_KEY: 's' }]), searched: NOTHING },
      ['incomplete'],
    ],
    [
      'no project, if the name of one is empty',
      { sources: toSources([{ ...shell, MLFLOW_TRACKING_URI: '' }]), searched: NOTHING },
      ['found no project'],
    ],
    [
      'no project, in one directory',
      { sources: toSources([shell]), searched: { ...NOTHING, range: { from: '/x', to: '/x' } } },
      ["no .env.mlflow or .env in '/x'"],
    ],
    [
      'no project, with --no-env-file',
      { sources: toSources([shell]), searched: { read: [], missing: [], range: null } },
      ['no file was read'],
    ],
    [
      'an S3 artifact root in a file',
      { sources: toSources([shell, S3]) },
      ['MLFLOW_ARTIFACT_ROOT in .env.mlflow:1 needs AWS credentials', "looked in '.env', no .env.mlflow from"],
    ],
    [
      'an S3 artifact root in the environment',
      { sources: toSources([{ ...shell, MLFLOW_ARTIFACT_ROOT: 'S3://b' }]) },
      ['MLFLOW_ARTIFACT_ROOT in the environment'],
    ],
    [
      'an endpoint',
      { sources: toSources([shell, { MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000' }]) },
      ['MLFLOW_S3_ENDPOINT_URL in'],
    ],
    [
      "an endpoint under AWS's own name",
      { sources: toSources([shell, { ...SERVER, AWS_ENDPOINT_URL: 'http://other' }]) },
      ['AWS_ENDPOINT_URL in .env.mlflow:2 needs AWS credentials'],
    ],
    [
      "an endpoint under AWS's own name for S3",
      { sources: toSources([{ AWS_PROFILE: 'work' }, { ...SERVER, AWS_ENDPOINT_URL_S3: 'http://other' }]) },
      ['AWS_ENDPOINT_URL_S3 in'],
    ],
    ['an empty file', { sources: toSources([shell, {}]) }, ['found no project', "looked in '.env'"]],
    [
      'a file whose only variable is empty',
      { sources: toSources([shell, { MLFLOW_TRACKING_URI: '' }]) },
      ['found no project'],
    ],
    [
      "a file with other programs' variables only",
      { sources: toSources([shell, { DJANGO_DEBUG: '1', AWS_STORAGE_BUCKET_NAME: 'b' }]) },
      ['found no project'],
    ],
    [
      'keys under names that boto3 does not read',
      { sources: toSources([shell, { ...SERVER, AWS_ACCESS_KEY: 'x', AWS_SECRET_KEY: 'y' }]) },
      [
        'AWS_ACCESS_KEY in .env.mlflow:2 is not a name that boto3 reads: did you mean MLFLOW_AWS_ACCESS_KEY_ID?',
        'did you mean MLFLOW_AWS_SECRET_ACCESS_KEY?',
      ],
    ],
    [
      "a server's own root",
      { sources: toSources([{}, { MLFLOW_DEFAULT_ARTIFACT_ROOT: 's3://b' }]) },
      ['MLFLOW_DEFAULT_ARTIFACT_ROOT in'],
    ],
    [
      "a server's destination",
      { sources: toSources([{}, { MLFLOW_ARTIFACTS_DESTINATION: 's3://b' }]) },
      ['MLFLOW_ARTIFACTS_DESTINATION in'],
    ],
    [
      'other credentials inside a launcher, whose tracking server names no project here',
      {
        sources: toSources([{ ...shell, MLFLOW_TRACKING_URI: 'http://a', WITH_MLFLOW_ENV: 'profile:lab' }]),
        ...{ passedOn: new Set(['MLFLOW_TRACKING_URI']), searched: NOTHING },
      },
      ['found no project'],
    ],
    [
      'another project inside a launcher that uses them too',
      { sources: toSources([{ ...shell, WITH_MLFLOW_ENV: 'global:MPLE' }, S3]) },
      ['MLFLOW_ARTIFACT_ROOT in'],
    ],
  ])('is given for %s', (_, given, parts) => {
    const warnings = warned(given).filter(({ code }) => code !== 'incomplete-credentials')
    expect(warnings).toMatchObject([{ code: 'no-project-credentials', severity: 'warning' }])
    for (const part of parts) expect(warnings[0]?.message).toContain(part)
  })

  it.each<[string, Partial<FallBackInput>]>([
    ['a file without an S3 store', { sources: toSources([shell, { MLFLOW_TRACKING_URI: 'http://a' }]) }],
    [
      'a tracking server in the environment',
      { sources: toSources([{ ...shell, MLFLOW_TRACKING_URI: 'http://a' }]), searched: NOTHING },
    ],
    ['an endpoint of the shell', { sources: toSources([{ ...shell, AWS_ENDPOINT_URL: 'http://other' }, SERVER]) }],
    [
      "an endpoint of the shell that is used before the file's",
      {
        sources: toSources([
          { ...shell, AWS_ENDPOINT_URL_S3: 'http://other' },
          { ...SERVER, AWS_ENDPOINT_URL: 'http://b' },
        ]),
      },
    ],
    [
      "a file's endpoint and keys under the names of AWS",
      { sources: toSources([{}, { ...shell, AWS_ENDPOINT_URL: 'http://b', AWS_ACCESS_KEY: 'x' }]) },
    ],
    ['one file of two that names a project', { sources: toSources([shell, SERVER, { DJANGO_DEBUG: '1' }]) }],
    ['an option of the launcher in a file', { sources: toSources([shell, { WITH_MLFLOW_ENV_QUIET: '1' }]) }],
    ["keys of AWS's names that the shell has too", { sources: toSources([shell, shell]) }],
    ['a root that is no S3 store', { sources: toSources([shell, { MLFLOW_ARTIFACT_ROOT: 'gs://b' }]) }],
    ['a root that the server decides', { sources: toSources([shell, { MLFLOW_ARTIFACT_ROOT: 'mlflow-artifacts:/' }]) }],
    ["the project's own keys under the names of AWS", { sources: toSources([{}, { ...S3, ...shell }]) }],
    ["the project's own profile under the name of AWS", { sources: toSources([{}, { ...S3, AWS_PROFILE: 'lab' }]) }],
    [
      'keys that boto3 does not read, with --allow-fallback',
      { sources: toSources([shell, { AWS_ACCESS_KEY: 'x' }]), options: { ...NONE, allowFallback: strict } },
    ],
    [
      'what an outer launcher passed on',
      { sources: toSources([{ ...shell, ...S3, WITH_MLFLOW_ENV: 'global:MPLE' }, S3]) },
    ],
    [
      'other credentials inside a launcher, in a project with a file',
      {
        sources: toSources([{ ...shell, MLFLOW_TRACKING_URI: 'http://a', WITH_MLFLOW_ENV: 'profile:lab' }, SERVER]),
        passedOn: new Set(['MLFLOW_TRACKING_URI']),
      },
    ],
    [
      "an outer launcher's credentials in another folder",
      { sources: toSources([{ ...shell, WITH_MLFLOW_ENV: 'global:MPLE' }]), searched: NOTHING },
    ],
    [
      '--allow-fallback without a project',
      { sources: toSources([shell]), searched: NOTHING, options: { ...NONE, allowFallback: strict } },
    ],
    ['--allow-fallback with a store', { sources: toSources([shell, S3]), options: { ...NONE, allowFallback: strict } }],
  ])('is not given for %s', (_, given) => {
    expect(warned(given)).toEqual([])
  })

  it('says everything at once: an empty profile, files that are not read, keys of a file that are not used', () => {
    const hint = envFilesDiagnostics.warning('env-file-above-repository', null, { display: '../.env' })
    const file = { ...S3, MLFLOW_AWS_PROFILE: '', AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 's' }
    const warnings = warned({ sources: toSources([shell, file]), hints: [hint] })
    expect(warnings).toHaveLength(1)
    for (const part of [
      'MLFLOW_AWS_PROFILE in .env.mlflow:2 is empty',
      hint.message,
      'AWS_ACCESS_KEY_ID in .env.mlflow:3 is not used',
    ]) {
      expect(warnings[0]?.message).toContain(part)
    }
  })

  it('is refused by a project that is strict, whoever agrees to it', () => {
    const allowed = { kind: 'option', name: '--allow-fallback' } as const
    const found = failure({ sources: toSources([shell]), options: { strict, allowFallback: allowed } })
    expect(found).toMatchObject({ code: 'credentials-required' })
    expect(found?.message).toContain('whatever --allow-fallback says')
  })

  it('is left to a store that a server is given, if nothing was said before', () => {
    const warnOf = (given: Partial<FallBackInput>) => {
      const sources = toSources([shell])
      const { credentials } = resolveCredentials({ sources, keepAws: false })
      const rest = { ...{ shadowed: [], hints: [], unknown: [], projectVariables: [] }, searched: READ, options: NONE }
      return checkFallBack({ ...rest, passedOn: new Set(), sources, credentials, ...given }).warnOfStore
    }
    const root = { kind: 'option', name: '--artifact-root' } as const
    expect(warnOf({})?.(root).message).toMatch(/^--artifact-root needs AWS credentials and the project names none/)
    expect(warnOf({ searched: NOTHING })).toBeNull()
    expect(warnOf({ options: { ...NONE, allowFallback: strict } })).toBeNull()
  })
})
