// The executable beside the launcher on Node: in every world the command's environment, what is printed and the status are
// the same, byte for byte. DIFFERENTIAL_SEED and DIFFERENTIAL_RUNS repeat a failure or widen the search.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { compareBuilds } from './compare-builds.ts'
import { type Launch, launches } from './launches.ts'

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20_261)
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 100)
const { absent } = NATIVE_BUILD

/** In how many worlds something was started. */
let started = 0

async function check(launch: Launch): Promise<void> {
  started += (await compareBuilds(NATIVE_BUILD, launch)) ? 1 : 0
}

describe.skipIf(absent !== null)(`the executable${absent ? ` (${absent})` : ''}`, () => {
  it(`does in ${RUNS} random worlds what the launcher does on Node, seed ${SEED}`, {
    timeout: 60_000 + RUNS * 1000,
  }, async () => {
    await fc.assert(fc.asyncProperty(launches, check), {
      seed: SEED,
      numRuns: RUNS,
      endOnFailure: process.env.CI !== undefined,
    })
    expect(started).toBeGreaterThan(RUNS / 4)
  })
})
