// The executable beside the launcher on Node: in every world the command's environment, what is printed and the status are
// the same, byte for byte. DIFFERENTIAL_SEED and DIFFERENTIAL_RUNS repeat a failure or widen the search.
import { appendFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NATIVE_BUILD } from '../../rig/builds.ts'
import { type Build, NODE_BUILD } from '../../rig/node-build.ts'
import { settle } from '../oracle/world-files.ts'
import { type Launch, launches } from './launches.ts'
import { type Ended, run } from './run-build.ts'

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20_261)
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 100)
const { absent } = NATIVE_BUILD

/** Without what `--debug` shows: times, how the command was started, and a stack of the engine's own. */
function comparable({ stderr, ...ended }: Ended): Ended {
  return { ...ended, stderr: stderr.replace(/^(?:with-mlflow-env: debug:| {4}at ).*\n/gm, '') }
}

/** In how many worlds something was started. */
let started = 0

async function check({ world, odd, env, options, command, cwd }: Launch): Promise<void> {
  const settled = settle(world)
  try {
    const { project } = settled.sandbox
    for (const [name, content] of Object.entries(odd)) {
      appendFileSync(join(project, name), content)
      symlinkSync(`../${name}`, join(project, 'near', name === '.env' ? 'link.env' : `of-${name}`))
    }
    writeFileSync(join(project, 'near', 'script'), 'echo "$0 $1"; env -0\n', { mode: 0o755 })
    writeFileSync(join(project, 'near', 'orphan'), '#!/no/such/interpreter\n', { mode: 0o755 })
    const given = { ...settled.env, ...env }
    const of = (build: Build) => run(build, [...options, ...command], { cwd: join(project, cwd), env: given })
    const [native, node] = await Promise.all([of(NATIVE_BUILD), of(NODE_BUILD)])
    expect(comparable(native)).toEqual(comparable(node))
    started += node.status === 125 || node.status === 127 ? 0 : 1
  } finally {
    settled.sandbox.remove()
  }
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
