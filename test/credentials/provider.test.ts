import { describe, expect, it } from 'vitest'
import { parseProfiles } from '../../src/aws-config/profiles.ts'
import { makeChange } from '../../src/child-env/build.ts'
import { applyChange } from '../../src/child-env/change.ts'
import type { Credentials } from '../../src/credentials/credentials.ts'
import { askProviders } from '../../src/credentials/index.ts'
import { wrapSecret } from '../../src/credentials/keys.ts'
import type { CredentialsProvider } from '../../src/credentials/provider.ts'
import { PROVIDERS } from '../../src/credentials/providers/index.ts'
import * as host from '../../src/host/index.ts'
import { launch } from '../../src/launch/index.ts'
import type { LaunchPlan } from '../../src/launch/plan.ts'
import { find } from '../../src/model/source.ts'
import { GLOBAL, PROJECT } from '../rig/configure-values.ts'
import { toSources } from '../rig/sources.ts'

/** A source of credentials that the launcher does not have: a role that it would refresh, behind a local endpoint. */
const ROLE: CredentialsProvider<'role'> = {
  inputs: [{ name: 'MLFLOW_AWS_ROLE_ARN', ifEmpty: 'error' }],
  isFallBack: false,
  find({ sources }) {
    const arn = find(sources, 'MLFLOW_AWS_ROLE_ARN')
    if (!arn) return null
    if (!arn.value.startsWith('arn:')) throw new Error('broken')
    const endpoint = { value: 'http://127.0.0.1:1/', origin: arn.origin }
    const credentials: Credentials<'role'> = {
      mode: 'role',
      description: 'project-specific (role)',
      column: 'project',
      // One that the rule table removes, and one that it has no rule for.
      variables: new Map([
        ['AWS_CONTAINER_CREDENTIALS_FULL_URI', wrapSecret(endpoint)],
        ['REFRESHED_BY', wrapSecret({ ...endpoint, value: 'launcher' })],
      ]),
      origins: new Map([['AWS_CONTAINER_CREDENTIALS_FULL_URI', arn.origin]]),
      shellSet: null,
      tag: 'role:x',
      nested: false,
      accessKeyIdSuffix: null,
      hasSessionToken: true,
      profile: null,
      activeProfile: null,
      isKnown: true,
      region: { variables: [], fallback: null, ifUnknown: 'none named' },
      needsSupervisor: true,
    }
    return { credentials, warnings: [] }
  },
}

const ask = (...layers: Record<string, string>[]) =>
  askProviders<string>([ROLE, ...PROVIDERS], { sources: toSources(layers), keepAws: false })

describe('the list of credential providers', () => {
  it('asks the next provider if one has nothing', () => {
    expect(ask(GLOBAL, PROJECT).credentials.mode).toBe('project')
    expect(ask(GLOBAL)).toMatchObject({ credentials: { mode: 'global' }, fellBack: true })
  })

  it('takes the first provider that has credentials, wherever the next one would find some', () => {
    expect(ask(PROJECT, { MLFLOW_AWS_ROLE_ARN: 'arn:x' })).toMatchObject({
      credentials: { mode: 'role' },
      fellBack: false,
    })
  })

  it('asks no other provider if one has broken credentials', () => {
    expect(() => ask(PROJECT, { MLFLOW_AWS_ROLE_ARN: 'x' })).toThrow('broken')
  })

  it('asks only the providers of the shell with --keep-aws', () => {
    const sources = toSources([{ ...GLOBAL, ...PROJECT, MLFLOW_AWS_ROLE_ARN: 'x' }])
    expect(askProviders<string>([ROLE, ...PROVIDERS], { sources, keepAws: true }).credentials.mode).toBe('global')
  })

  it('warns if an outer launcher chose another account, whichever provider decides', () => {
    const { warnings } = ask({ MLFLOW_AWS_ROLE_ARN: 'arn:x', WITH_MLFLOW_ENV: 'project:WXYZ' })
    expect(warnings).toMatchObject([
      { code: 'nested-account-mismatch', data: { outer: 'project:WXYZ', inner: 'role:x' } },
    ])
  })
})

describe('the credentials of a new provider', () => {
  const decisions: string[] = []
  const origin = { kind: 'option', name: '--launch' } as const
  const plan = (choice: 'auto' | 'exec'): LaunchPlan => ({
    command: 'true',
    args: [],
    env: { PATH: '/usr/bin:/bin' },
    launcherEnv: {},
    cwd: '/',
    platform: host.platform,
    launch: { value: choice, origin },
    needsSupervisor: ask({ MLFLOW_AWS_ROLE_ARN: 'arn:x' }).credentials.needsSupervisor,
    announce: () => {},
    log: (decision) => decisions.push(decision),
  })

  it('keep the launcher next to the command with --launch auto, if they have to be refreshed', async () => {
    await expect(launch(plan('auto'))).resolves.toEqual({ exitCode: 0, signal: null })
    expect(decisions.at(-1)).toBe('launch engine supervise: taken')
  })

  it.runIf(host.execve)('are refused with --launch exec, if they have to be refreshed (needs execve)', async () => {
    const message =
      "--launch: 'exec' is not possible here: the launcher has to keep running while the command runs; use 'auto' or 'supervise'"
    await expect(launch(plan('exec'))).rejects.toMatchObject({ diagnostic: { code: 'engine-unavailable', message } })
  })

  it('reach the command by the variables that they name, and nothing else of the shell does', () => {
    const parent = {
      ...GLOBAL,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://shell',
      MLFLOW_AWS_ROLE_ARN: 'arn:x',
      PATH: '/',
    }
    const sources = toSources([parent])
    const { credentials } = ask(parent)
    const context = {
      credentials,
      region: null,
      endpoint: null,
      activeEndpoint: null,
      profiles: parseProfiles(undefined, undefined),
      keepAwsConfig: false,
      keep: new Set<string>(),
      nullDevice: '/null',
    }
    const change = makeChange({ parent, sources, context, keepAws: false, resolved: new Map() })
    expect(applyChange(parent, change)).toEqual({
      PATH: '/',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
      REFRESHED_BY: 'launcher',
      AWS_CONFIG_FILE: '/null',
      AWS_SHARED_CREDENTIALS_FILE: '/null',
      BOTO_CONFIG: '/null',
      FSSPEC_CONFIG_DIR: '/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    })
  })
})
