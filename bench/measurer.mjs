// The measuring itself, which measure.py does: the plan goes to it in a file, because it holds whole environments.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../scripts/setup/command.mjs'
import { step } from '../scripts/setup/progress.mjs'
import { here, python } from './paths.mjs'

const warmups = 2

/** Wall and processor times of the commands, each { name, argv, cwd, env }, all of them in turn in every round. */
export async function timeAll(what, commands, runs, { folder, env }) {
  const plan = { what: 'time', commands, runs, warmups, errors: join(folder, 'errors') }
  return step(`${what}: ${commands.length} commands, ${runs} rounds`, () => measure(plan, folder, env))
}

/** The memory that each launcher keeps while its command waits, in bytes, three times. */
export async function weighAll(what, commands, { folder, env }) {
  const plan = { what: 'memory', commands, runs: 3, waiting: '/bin/sleep', errors: join(folder, 'errors') }
  return step(`${what}: ${commands.length} commands, ${plan.runs} times`, () => measure(plan, folder, env))
}

/** The largest resident memory (RSS) that a launcher or its command ever had, in bytes, three times. */
export async function peakAll(what, commands, { folder, env }) {
  const plan = { what: 'peak', commands, runs: 3, errors: join(folder, 'errors') }
  return step(`${what}: ${commands.length} commands, ${plan.runs} times`, () => measure(plan, folder, env))
}

async function measure(plan, folder, env) {
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan), { mode: 0o600 })
  return JSON.parse(await run(python, ['-I', join(here, 'measure.py'), file], env))
}
