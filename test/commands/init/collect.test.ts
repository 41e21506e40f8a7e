import { describe, expect, it } from 'vitest'
import { type CollectInput, collect } from '../../../src/commands/init/collect.ts'
import type { Effects, StandardInput } from '../../../src/commands/init/effects/effects.ts'
import type { Settings } from '../../../src/commands/init/settings/variables.ts'
import { LauncherError } from '../../../src/model/diagnostic.ts'

const KEYS = { MLFLOW_AWS_ACCESS_KEY_ID: 'id', MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' }
const settings = (values: Readonly<Record<string, string>>): Settings =>
  new Map(Object.entries(values).map(([name, value]) => [name, { value, origin: { kind: 'option', name } }]))

/** What is collected, and for how long standard input was waited for; null if it was not read. */
async function run(given: Partial<CollectInput>, input: StandardInput | string = '') {
  let waited: number | null = null
  const effects = {
    async readStandardInput(seconds: number) {
      waited = seconds
      return typeof input === 'string' ? { bytes: new TextEncoder().encode(input) } : input
    },
  } as Effects
  const standard = { env: {}, named: new Map(), existing: new Map(), offered: null, isAgreed: false, isTerminal: false }
  try {
    const { settings, takenOver, notices } = await collect({ ...standard, effects, ...given })
    const values = Object.fromEntries(Array.from(settings, ([name, { value }]) => [name, value]))
    return { values, isTakenOver: takenOver !== null, notices: notices.map(({ code }) => code), waited }
  } catch (error) {
    if (error instanceof LauncherError) return { refused: error.diagnostic.code, waited }
    throw error
  }
}

const bucket = settings({ MLFLOW_ARTIFACT_ROOT: 's3://b' })
const server = settings({ MLFLOW_TRACKING_URI: 'http://h' })
const silent = { late: 'nothing' } as const
const offered = { settings: settings(KEYS), origins: [] }

describe('without anybody to ask, standard input', () => {
  it.each<[string, Partial<CollectInput>]>([
    ['a profile', { named: settings({ MLFLOW_AWS_PROFILE: 'lab' }) }],
    ['keys in the environment', { named: bucket, env: KEYS }],
    ['keys in the file', { named: bucket, existing: settings(KEYS) }],
    [
      'a profile in the file, whatever keys the environment has',
      { existing: settings({ MLFLOW_AWS_PROFILE: 'lab' }), env: KEYS },
    ],
  ])('is not even looked at if there is %s', async (_, given) => {
    expect(await run(given, silent)).toMatchObject({ waited: null, notices: [] })
  })

  it('is not looked at if it is a terminal', async () => {
    expect(await run({ named: bucket, isTerminal: true })).toEqual({ refused: 'keys-missing', waited: null })
  })

  it('gives the keys, and completes an id', async () => {
    const lines = 'AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\n'
    const values = { ...KEYS, MLFLOW_ARTIFACT_ROOT: 's3://b' }
    expect(await run({ named: bucket }, lines)).toMatchObject({ values })
    const named = settings({ MLFLOW_AWS_ACCESS_KEY_ID: 'id' })
    expect(await run({ named }, 'AWS_SECRET_ACCESS_KEY=secret\n')).toMatchObject({ values: KEYS })
  })

  it.each<[string, Partial<CollectInput>, string]>([
    ['an id of the command line alone', { named: settings({ MLFLOW_AWS_ACCESS_KEY_ID: 'id' }) }, ''],
    ['an id alone', { named: bucket }, 'AWS_ACCESS_KEY_ID=id\n'],
    ['a secret alone', { named: bucket }, 'AWS_SECRET_ACCESS_KEY=secret\n'],
  ])('is refused with %s, which no file is asked for', async (_, given, lines) => {
    expect(await run(given, lines)).toMatchObject({ refused: 'half-of-the-keys' })
  })

  it('may bring a new secret for the key of the file', async () => {
    const existing = settings({ MLFLOW_AWS_ACCESS_KEY_ID: 'id' })
    const secret = { MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' }
    expect(await run({ existing, named: bucket }, 'AWS_SECRET_ACCESS_KEY=secret\n')).toMatchObject({ values: secret })
  })

  it('replaces half a set of the environment with a whole one', async () => {
    const env = { MLFLOW_AWS_ACCESS_KEY_ID: 'stale', MLFLOW_AWS_SESSION_TOKEN: 'stale' }
    const lines = 'AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\n'
    expect(await run({ env }, lines)).toMatchObject({ values: KEYS })
  })

  it('is waited for if keys are needed, and then they are missing', async () => {
    expect(await run({ named: bucket }, silent)).toEqual({ refused: 'standard-input-silent', waited: 10 })
    expect(await run({ named: bucket })).toEqual({ refused: 'keys-missing', waited: 10 })
    expect(await run({})).toEqual({ refused: 'nothing-to-write', waited: 10 })
  })

  it('is waited for only for a moment if a project can do without keys', async () => {
    const notices = ['standard-input-unread']
    expect(await run({ named: server }, silent)).toMatchObject({ waited: 2, notices })
    expect(
      await run({ named: new Map([...bucket, ...settings({ WITH_MLFLOW_ENV_ALLOW_FALLBACK: '1' })]) }),
    ).toMatchObject({
      waited: 2,
      notices: [],
    })
    expect(await run({ existing: server })).toMatchObject({ waited: 2, values: {} })
    expect(await run({ named: server }, { late: 'no end' })).toMatchObject({ refused: 'standard-input-silent' })
  })

  it('comes before keys that could be taken over, for which --yes is needed', async () => {
    const named = bucket
    expect(await run({ named, offered })).toEqual({ refused: 'keys-missing', waited: 10 })
    expect(await run({ named, offered, isAgreed: true })).toMatchObject({ isTakenOver: true, values: KEYS })
    const lines = 'AWS_ACCESS_KEY_ID=other\nAWS_SECRET_ACCESS_KEY=other\n'
    expect(await run({ named, offered, isAgreed: true }, lines)).toMatchObject({
      isTakenOver: false,
      values: { MLFLOW_AWS_ACCESS_KEY_ID: 'other' },
    })
  })

  it("does not get another account's half from the environment", async () => {
    const named = settings({ MLFLOW_AWS_ACCESS_KEY_ID: 'other' })
    expect(await run({ named, env: KEYS })).toHaveProperty('refused', 'half-of-the-keys')
  })
})
