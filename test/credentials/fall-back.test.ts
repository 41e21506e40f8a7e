import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../src/configure/index.ts'
import { checkFallBack, type FallBackInput } from '../../src/credentials/fall-back.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { findStaleKeys, noticeReplaced } from '../../src/credentials/rival-keys.ts'
import { findMisspelt, refuseUnsupported } from '../../src/credentials/unsupported.ts'
import { envFilesDiagnostics } from '../../src/env-files/diagnostics.ts'
import { type Diagnostic, isLauncherError } from '../../src/model/diagnostic.ts'
import { environmentSource, fileSource } from '../../src/model/source.ts'
import { findUnknownVariables } from '../../src/options/unknown-variables.ts'
import { decide, file, toSources } from '../rig/sources.ts'
import { refusal } from '../rig/temporary-tree.ts'

const ID = 'AKIAIOSFODNN7EXAMPLE'
const keys = { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' }
const shell = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: 'secret' }
const NONE = { strict: null, allowFallback: null }
const READ = { read: ['.env'], missing: ['.env.mlflow'], range: { from: '/home/u/p', to: '/home/u' } }
const NOTHING = { ...READ, read: [], missing: ['.env.mlflow', '.env'] }
const strict = { kind: 'option', name: '--strict' } as const
const hidden = { kind: 'file', name: 'MLFLOW_AWS_PROFILE', path: '/a/.env', display: '../.env', line: 3 } as const

function resolve(given: Partial<FallBackInput>) {
  const { sources = toSources([{}]) } = given
  const { credentials, warnings, fellBack } = resolveCredentials({ sources, keepAws: false })
  const fallBack = {
    ...{
      credentials,
      sources,
      options: NONE,
      shadowed: [],
      hints: [],
      unknown: [],
      projectVariables: ['MLFLOW_TRACKING_URI'],
      passedOn: new Set<string>(),
    },
    ...{ searched: READ, ...given },
  }
  return { credentials, fellBack, warnings: fellBack ? [...warnings, ...checkFallBack(fallBack).warnings] : warnings }
}

function failure(given: Partial<FallBackInput>): Diagnostic | null {
  try {
    resolve(given)
    return null
  } catch (error) {
    if (isLauncherError(error)) return error.diagnostic
    throw error
  }
}

describe('falling back to the shell', () => {
  it('is refused for an incomplete set, with what is missing and the origin of the rest', () => {
    const sources = toSources([shell, { MLFLOW_AWS_ACCESS_KEY_ID: ID }, { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'other' }])
    expect(failure({ sources })).toMatchObject({
      code: 'incomplete-credentials',
      severity: 'error',
      data: {
        missing: 'MLFLOW_AWS_SECRET_ACCESS_KEY',
        having: [{ kind: 'file', display: '.env.mlflow', line: 1 }],
        other: { kind: 'file', display: '.env', line: 1 },
      },
    })
  })

  it('is refused for a set without an id, which is named', () => {
    const sources = toSources([{ MLFLOW_AWS_SESSION_TOKEN: 't' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }])
    expect(failure({ sources })).toMatchObject({
      data: {
        missing: 'MLFLOW_AWS_ACCESS_KEY_ID',
        having: [{ name: 'MLFLOW_AWS_SESSION_TOKEN' }, { name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }],
      },
    })
  })

  it('is refused for a name without a value, as in a template', () => {
    const origin = {
      kind: 'file',
      name: 'MLFLOW_AWS_ACCESS_KEY_ID',
      path: '/a/.env',
      display: '.env',
      line: 7,
    } as const
    const unassigned = { ...file('.env', {}), unassigned: new Map([[origin.name, { value: '', origin }]]) }
    const sources = [environmentSource(shell), fileSource(unassigned)]
    expect(failure({ sources })).toMatchObject({ code: 'empty-credentials', data: { empty: [origin] } })
  })

  it('is refused with a list of every empty credential', () => {
    const sources = toSources([{ MLFLOW_AWS_ACCESS_KEY_ID: '' }, { MLFLOW_AWS_SECRET_ACCESS_KEY: '' }])
    expect(failure({ sources })).toMatchObject({
      data: { empty: [{ kind: 'environment' }, { kind: 'file', display: '.env.mlflow' }] },
    })
  })

  it('is refused if a nearer file hides the credentials', () => {
    const shadowed = [{ origin: hidden, nearer: '.env' }]
    expect(failure({ sources: toSources([shell]), shadowed })).toMatchObject({
      code: 'shadowed-credentials',
      origin: hidden,
      data: { nearer: '.env' },
    })
  })

  it.each([
    [' x', 'whitespace'],
    ['x\u00a0', 'whitespace'],
    ['x\n', 'line break'],
    ['x\u0007', 'control character'],
    ['x\u200b', 'control character'],
    ['\u00e9', 'not ASCII'],
  ])('is refused for the value %j, which has a %s', (value, problem) => {
    const sources = toSources([{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: value }])
    const origin = { kind: 'environment', name: 'MLFLOW_AWS_SECRET_ACCESS_KEY' }
    expect(failure({ sources })).toMatchObject({ code: 'invalid-value', origin, data: { problem } })
  })

  it('does not happen, so that no other file needs to be read, if the project has its own credentials', () => {
    expect(resolve({ sources: toSources([keys]) }).fellBack).toBe(false)
    expect(resolve({ sources: toSources([{ MLFLOW_AWS_PROFILE: 'p' }]) }).fellBack).toBe(false)
    expect(resolve({ sources: toSources([shell]) }).fellBack).toBe(true)
  })

  it.each([
    ['global', shell],
    ['ambient', {}],
    ['ambient', { AWS_PROFILE: 'data' }],
  ] as const)('is refused by --strict with %s credentials', (_, environment) => {
    const hint = envFilesDiagnostics.warning('env-file-misnamed', null, { display: '.env.txt', expected: '.env' })
    const found = failure({ sources: toSources([environment]), options: { ...NONE, strict }, hints: [hint] })
    expect(found).toMatchObject({ code: 'credentials-required', data: { strict } })
    expect(found?.message).toContain(hint.message)
  })

  it('does not happen with project keys or a profile, and --strict accepts them', () => {
    expect(failure({ sources: toSources([keys]), options: { ...NONE, strict } })).toBeNull()
    expect(failure({ sources: toSources([{ MLFLOW_AWS_PROFILE: 'p' }]), options: { ...NONE, strict } })).toBeNull()
  })

  it('causes a warning if the project names an empty profile', () => {
    const sources = toSources([{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' }, { MLFLOW_AWS_PROFILE: '' }])
    const { credentials, warnings } = resolve({ sources })
    expect(credentials.mode).toBe('global')
    expect(warnings).toMatchObject([{ code: 'empty-profile' }])
  })

  it('causes that warning with --allow-fallback too', () => {
    const sources = toSources([shell, { MLFLOW_AWS_PROFILE: '' }])
    const { warnings } = resolve({ sources, options: { ...NONE, allowFallback: strict } })
    expect(warnings).toMatchObject([{ code: 'empty-profile' }])
  })

  it('mentions a file that may hold what is missing', () => {
    const hint = envFilesDiagnostics.warning('env-file-above-repository', null, { display: '../.env' })
    const { warnings } = resolve({ sources: toSources([shell]), hints: [hint] })
    expect(warnings).toMatchObject([{ code: 'no-project-credentials', data: { hints: [hint.message] } }])
  })
})

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

describe('a misspelt credential', () => {
  const unknown = (sources: FallBackInput['sources']) => findUnknownVariables(sources, PROJECT_VARIABLES)

  it.each(['MLFLOW_AWS_ACESS_KEY_ID', 'AWS_MLFLOW_ACCESS_KEY_ID', 'MLFLOW_AWS_PROFIL', 'MLFLOW_AWS_SECRET_KEY'])(
    'is refused if the shell’s credentials would be used instead: %s',
    (name) => {
      const sources = toSources([shell, { [name]: 'x' }])
      expect(failure({ sources, unknown: unknown(sources) })).toMatchObject({
        code: 'misspelt-credentials',
        origin: { kind: 'file', name },
      })
    },
  )

  it.each<[string, Record<string, string>]>([
    ['what is not a credential', { MLFLOW_AWS_REGION: 'eu-west-1' }],
    ['an empty one', { MLFLOW_AWS_ACESS_KEY_ID: '' }],
    [
      'the project’s own keys under the names of AWS',
      { MLFLOW_ACCESS_KEY_ID: 'x', ...shell, AWS_ACCESS_KEY_ID: 'own' },
    ],
  ])('is not refused for %s', (_, file) => {
    const sources = toSources([{}, file])
    expect(failure({ sources, unknown: unknown(sources) })).toBeNull()
  })

  it('is refused instead of the part that it was meant to be', () => {
    const name = { MLFLOW_AWS_ACESS_KEY_ID: 'x', MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }
    expect(findMisspelt(unknown(toSources([{}, name])), ['MLFLOW_AWS_ACCESS_KEY_ID'])).toMatchObject({
      code: 'misspelt-credentials',
      data: { meant: 'MLFLOW_AWS_ACCESS_KEY_ID' },
    })
    expect(findMisspelt(unknown(toSources([{}, name])), ['MLFLOW_AWS_SESSION_TOKEN'])).toBeNull()
  })
})

describe('a setting that would decide whose account it is', () => {
  const check = (name: string, value = 'x') => {
    const sources = toSources([{}, { ...keys, [name]: value }])
    return () => refuseUnsupported(findUnknownVariables(sources, PROJECT_VARIABLES))
  }

  it.each([
    ...['ROLE_ARN', 'ROLE_SESSION_NAME', 'EXTERNAL_ID', 'MFA_SERIAL', 'WEB_IDENTITY_TOKEN_FILE', 'CREDENTIAL_PROCESS'],
    ...['SOURCE_PROFILE', 'SSO_START_URL', 'SSO_SESSION', 'ASSUME_ROLE', 'ASSUME_ROLE_ARN', 'USER_ARN', 'ROLEARN'],
    ...['CREDENTIAL_SOURCE', 'CONTAINER_CREDENTIALS_FULL_URI', 'SHARED_CREDENTIALS_FILE', 'CONFIG_FILE', 'IAM_ROLE'],
  ])('is refused even with whole credentials: MLFLOW_AWS_%s', (rest) => {
    for (const name of [`MLFLOW_AWS_${rest}`, `mlflow_aws_${rest.toLowerCase()}`]) {
      expect(refusal(check(name))).toMatchObject({ code: 'unsupported-credentials', origin: { name } })
      expect(check(name, '')).not.toThrow()
    }
  })

  it.each([
    ...['BUCKET', 'RESOURCE_GROUP', 'LEARNING_RATE', 'CA_BUNDLE', 'ACCESS_KEY_ID_OLD', 'MAX_ATTEMPTS', 'REGION'],
    ...['ACCOUNT_ID', 'ACCOUNT', 'EXECUTION_ROLE_ARN', 'SAGEMAKER_ROLE', 'TASK_ROLE_ARN', 'KMS_KEY_ARN', 'BUCKET_ARN'],
  ])('is no such setting: MLFLOW_AWS_%s', (rest) => {
    expect(check(`MLFLOW_AWS_${rest}`)).not.toThrow()
  })
})

describe('keys of a file that lose against the shell’s', () => {
  const lab = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 's' }
  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['keys', shell, lab, 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['a profile against keys', shell, { AWS_PROFILE: 'lab' }, 'MLFLOW_AWS_PROFILE'],
    ['keys against a profile', { AWS_PROFILE: 'work' }, lab, 'MLFLOW_AWS_ACCESS_KEY_ID'],
    ['a profile against another', { AWS_PROFILE: 'work' }, { AWS_PROFILE: 'lab' }, 'MLFLOW_AWS_PROFILE'],
  ])('cause a warning that names the remedy: %s', (_, environment, file, meant) => {
    const { warnings } = resolve({ sources: toSources([environment, file]) })
    expect(warnings).toMatchObject([{ code: 'file-credentials-unused', data: { meant } }])
    expect(warnings[0]?.message).toContain('--override')
  })

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['the same keys', shell, shell],
    ['the same profile', { AWS_PROFILE: 'a' }, { AWS_PROFILE: 'a' }],
    ['no keys in the shell', {}, lab],
    ['no keys in the file', shell, { MLFLOW_TRACKING_URI: 'http://a', AWS_REGION: 'eu-west-1', AWS_PROFILE: '' }],
    ['the keys of an outer launcher', { ...shell, WITH_MLFLOW_ENV: 'global:MPLE' }, lab],
  ])('cause none with %s', (_, environment, file) => {
    expect(resolve({ sources: toSources([environment, file]) }).warnings).toEqual([])
  })
})

describe('a file that the environment replaces', () => {
  const ENDPOINT = { MLFLOW_S3_ENDPOINT_URL: 'http://a' }
  const notices = (...layers: Record<string, string>[]) => noticeReplaced(toSources(layers))

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['another key', { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'x' }, keys, 'MLFLOW_AWS_ACCESS_KEY_ID in .env.mlflow:1'],
    [
      'another profile',
      { MLFLOW_AWS_PROFILE: 'a' },
      { MLFLOW_AWS_PROFILE: 'b' },
      'MLFLOW_AWS_PROFILE in .env.mlflow:1',
    ],
    ['a profile for keys', { MLFLOW_AWS_PROFILE: 'a' }, keys, 'MLFLOW_AWS_ACCESS_KEY_ID in .env.mlflow:1'],
    ['another endpoint', ENDPOINT, { MLFLOW_S3_ENDPOINT_URL: 'http://b' }, 'MLFLOW_S3_ENDPOINT_URL in .env.mlflow:1'],
  ])('causes one notice with both places and --override: %s', (_, environment, file, place) => {
    const found = notices(environment, file)
    expect(found).toMatchObject([{ code: 'file-replaced', severity: 'notice' }])
    for (const part of ['in the environment is used', place, '--override']) expect(found[0]?.message).toContain(part)
  })

  it.each<[string, Record<string, string>[]]>([
    [
      'the same values',
      [
        { ...keys, ...ENDPOINT },
        { ...keys, ...ENDPOINT },
      ],
    ],
    ['what the file does not name', [{ ...keys, ...ENDPOINT }, { MLFLOW_TRACKING_URI: 'http://a' }]],
    ['what the environment does not name', [{}, { ...keys, ...ENDPOINT }]],
    ['an empty value', [{ MLFLOW_AWS_PROFILE: '' }, { MLFLOW_AWS_PROFILE: 'b' }]],
    ['two files', [{}, { MLFLOW_AWS_PROFILE: 'a' }, { MLFLOW_AWS_PROFILE: 'b' }]],
  ])('causes none: %s', (_, layers) => {
    expect(notices(...layers)).toEqual([])
  })

  it('causes none with --override', () => {
    const [environment, file] = toSources([{ MLFLOW_AWS_PROFILE: 'a' }, { MLFLOW_AWS_PROFILE: 'b' }])
    expect(noticeReplaced([file, environment].flatMap((source) => source ?? []))).toEqual([])
  })
})

describe('one key id with two secrets', () => {
  const stale = (layers: readonly Record<string, string>[], prefersFiles = false) => {
    const [environment, ...files] = toSources(layers)
    const sources = (prefersFiles ? [...files, environment] : [environment, ...files]).flatMap((source) => source ?? [])
    return findStaleKeys(resolveCredentials({ sources, keepAws: false }).credentials, sources)
  }
  const temporary = { ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', MLFLOW_AWS_SESSION_TOKEN: 'old' }

  it.each<[string, Record<string, string>[], string]>([
    ['a secret', [{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }, keys], 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
    ['a token', [temporary, { ...temporary, MLFLOW_AWS_SESSION_TOKEN: 'new' }], 'MLFLOW_AWS_SESSION_TOKEN'],
    ['a secret of AWS', [{ ...shell, AWS_SECRET_ACCESS_KEY: 'old' }, shell], 'AWS_SECRET_ACCESS_KEY'],
    ['the second file', [keys, {}, { ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }], 'MLFLOW_AWS_SECRET_ACCESS_KEY'],
  ])('cause a warning that names both places and --override: %s', (_, layers, name) => {
    const found = stale(layers)
    expect(found).toMatchObject([{ code: 'stale-credentials', origin: { kind: 'environment', name } }])
    expect(found[0]?.message).toContain('--override')
  })

  it('cause a warning about two files too', () => {
    const found = stale([{}, keys, { ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }])
    expect(found[0]?.message).toMatch(/\.env\.mlflow:2 and .* in \.env:2 differ .*: remove the wrong one$/)
  })

  it.each<[string, Record<string, string>[], boolean]>([
    ['the same secret', [keys, keys], false],
    ['another id', [{ ...keys, MLFLOW_AWS_ACCESS_KEY_ID: 'other' }, keys], false],
    ['a secret alone', [{ MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, keys], false],
    ['an id alone', [{ MLFLOW_AWS_ACCESS_KEY_ID: ID }, keys], false],
    ['files that win, as with --override', [{ ...keys, MLFLOW_AWS_SECRET_ACCESS_KEY: 'old' }, keys], true],
  ])('cause none with %s', (_, layers, prefersFiles) => {
    expect(stale(layers, prefersFiles)).toEqual([])
  })
})

describe('warnings about credentials', () => {
  const warn = (...layers: Record<string, string>[]) => decide({ layers }).resolved?.warnings ?? []

  it.each([
    ['a secret above a whole set', [{ MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, keys], ['credential-ignored']],
    ['a token above a whole set', [{ MLFLOW_AWS_SESSION_TOKEN: 'x' }, keys], ['credential-ignored']],
    ['a whole set below another', [keys, keys], []],
    ['half a set of the shell, the id', [{ AWS_ACCESS_KEY_ID: ID }], ['incomplete-credentials']],
    ['half a set of the shell, the secret', [{ AWS_SECRET_ACCESS_KEY: 's' }], ['incomplete-credentials']],
    [
      "a secret of the shell beside a file's set",
      [{ AWS_SECRET_ACCESS_KEY: 's' }, shell],
      ['shell-credentials-dropped'],
    ],
    ["a token of the shell beside a file's set", [{ AWS_SESSION_TOKEN: 't' }, shell], ['shell-credentials-dropped']],
    ['a line break in a key of the shell', [{ ...shell, AWS_ACCESS_KEY_ID: 'a\nb' }], ['invalid-value']],
    ['a whole set of the shell', [shell], []],
    ['a set above that of a file', [shell, { MLFLOW_TRACKING_URI: 'http://a', AWS_SESSION_TOKEN: 't' }], []],
  ])('are given for %s', (_, layers, codes) => {
    expect(warn(...layers).map(({ code }) => code)).toEqual(codes)
    for (const { severity } of warn(...layers)) expect(severity).toBe('warning')
  })
})
