// Random worlds: the launcher's answer beside an oracle that was written from the rules alone, and beside what the real
// botocore then resolves. ORACLE_SEED and ORACLE_RUNS repeat a failure or widen the search.

import process from 'node:process'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { getMlflowConfig, getMlflowEnv, MlflowConfigError } from '../../../src/index.ts'
import type { Env } from '../../oracle/accounts.ts'
import { expected } from '../../oracle/expectation.ts'
import type { Outcome, Refused } from '../../oracle/outcome.ts'
import { type World, worlds } from '../../oracle/world.ts'
import { type BotocoreView, Worker } from '../oracle/python-worker.ts'
import { type Settled, settle } from '../oracle/world-files.ts'

const SEED = Number(process.env.ORACLE_SEED ?? 20_261)
const RUNS = Number(process.env.ORACLE_RUNS ?? 200)
/** A world takes some 60 ms where nothing else runs. */
const LIMIT_MS = RUNS * 2000
const workers = [new Worker(), new Worker()]
afterAll(() => {
  for (const worker of workers) worker.stop()
})

interface Answer {
  readonly mode: string
  readonly code: string | null
  readonly env: Env
}

/** The launcher's answer. What it was given must come out of it unchanged. */
function ask({ env, cwd }: Settled): Answer {
  const given = Object.freeze({ ...env })
  const own = { ...process.env }
  const options = { env: given, cwd }
  try {
    const { credentials } = getMlflowConfig(options)
    return { mode: credentials.mode, code: null, env: getMlflowEnv(options) }
  } catch (error) {
    if (!(error instanceof MlflowConfigError)) throw error
    expect(() => getMlflowEnv(options)).toThrow(MlflowConfigError)
    return { mode: 'refused', code: error.code, env: {} }
  } finally {
    expect(given).toEqual(env)
    expect({ ...process.env }).toEqual(own)
  }
}

async function check(worker: Worker, world: World, counts: Map<string, number>): Promise<void> {
  const settled = settle(world)
  try {
    const outcome = expected(world)
    const answer = ask(settled)
    counts.set(answer.mode, (counts.get(answer.mode) ?? 0) + 1)
    expect(answer.mode, `${answer.code}`).toBe(outcome.mode)
    if (outcome.mode === 'refused') {
      expect(outcome.codes).toContain(answer.code)
      return
    }
    const { first, loaded } = await worker.inspect({
      env: answer.env,
      cwd: settled.cwd,
      load: [null, ...settled.files],
    })
    const { actual, wanted } = await compare(worker, outcome, first, settled)
    expect(actual).toEqual(wanted)
    if (answer.mode === 'project' || answer.mode === 'profile') expectNoStranger(answer.env, first)
    // A file that the launcher does not read may well hold the shell's own settings; then nothing was taken out.
    if (world.above === null || answer.mode === 'project' || answer.mode === 'profile')
      expect(loaded, 'after load_dotenv()').toEqual(first)
  } finally {
    settled.sandbox.remove()
  }
}

async function compare(worker: Worker, outcome: Exclude<Outcome, Refused>, seen: BotocoreView, { env, cwd }: Settled) {
  if ('env' in outcome) {
    const { HOME = '', PATH = '', LANG = '' } = env
    const { first } = await worker.inspect({ env: { ...outcome.env, HOME, PATH, LANG }, cwd })
    return { actual: seen, wanted: first }
  }
  const { error, id, secret, token, endpoint } = outcome
  const signed = error === null
  const region = outcome.region ?? 'us-east-1'
  const aws = region === 'us-east-1' ? 's3.amazonaws.com' : `s3.${region}.amazonaws.com`
  const found = error === 'ProfileNotFound' || error === 'ConfigParseError'
  return {
    actual: {
      ...{ error: seen.error, id: seen.keyId, secret: seen.secret, token: seen.token, region: seen.region },
      ...{ endpoint: seen.endpoint, asked: seen.asked, signedBy: seen.s3?.keyId ?? null, with: seen.s3?.token ?? null },
      ...{ host: seen.s3?.host ?? null, signedFor: seen.s3?.region ?? null },
    },
    wanted: {
      ...{ error, id, secret, token, region: outcome.region, asked: [], signedBy: id, with: token },
      endpoint: found ? null : (endpoint ?? `https://${aws}`),
      host: !signed ? null : endpoint ? new URL(endpoint).host : `bucket.${aws}`,
      signedFor: signed ? region : null,
    },
  }
}

/** Nothing in the child's environment belongs to an account other than the one that botocore resolved. */
function expectNoStranger(env: Env, { keyId, secret, token }: BotocoreView): void {
  // Halves from two sources, which the rules allow, may carry two letters.
  const letters = [keyId, secret, token].map((part) => part?.at(-1))
  for (const [name, value] of Object.entries(env)) {
    const letter = /^(?:(?:secret|token)-of-|store-)(\w)$|^(?:AKIA|ASIA)(\w)\2{15}$/.exec(value)
    if (letter) expect(letters, `${name} holds ${value}`).toContain(letter[1] ?? letter[2])
  }
}

describe('random worlds', () => {
  const counts = new Map<string, number>()
  it.concurrent.each(workers.map((worker, index) => ({ worker, seed: SEED + index })))(
    'are resolved by the real botocore as the rules say, seed $seed',
    { timeout: LIMIT_MS + 10_000 },
    async ({ worker, seed }) => {
      const property = fc.asyncProperty(worlds, (world) => check(worker, world, counts))
      await fc.assert(property, {
        seed,
        numRuns: RUNS,
        interruptAfterTimeLimit: LIMIT_MS,
        markInterruptAsFailure: true,
      })
    },
  )

  it('include every kind of outcome', () => {
    for (const mode of ['project', 'profile', 'global', 'ambient', 'refused']) {
      expect(counts.get(mode) ?? 0, `${mode} in ${JSON.stringify([...counts])}`).toBeGreaterThan(RUNS / 20)
    }
  })
})
