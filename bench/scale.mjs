// What a very long .env and a very large environment add to a start.
import { timeAll } from './measurer.mjs'
import { withVariables } from './sandbox.mjs'
import { fullName } from './starts.mjs'
import { median } from './statistics.mjs'

export const cases = ['typical .env', '.env of 10,000 lines', '5,000 variables', '10,000 variables']

/** Gives for each launcher the median of each case, in milliseconds. */
export async function measureScale(launchers, sandbox, runs) {
  const { project, largeProject, env } = sandbox
  const settings = [
    { cwd: project, env },
    { cwd: largeProject, env },
    { cwd: project, env: withVariables(env, 5_000) },
    { cwd: project, env: withVariables(env, 10_000) },
  ]
  const measured = launchers.filter(
    ({ name, role, variant }) => name === 'env' || role === 'bare' || (role === 'ours' && variant === undefined),
  )
  const commands = measured.flatMap((launcher) =>
    settings.map((setting, at) => ({
      name: `${fullName(launcher)}, ${cases[at]}`,
      argv: launcher.argv(['/bin/true']),
      ...setting,
    })),
  )
  const times = await timeAll('Scale', commands, runs, sandbox)
  return measured.map((launcher, at) => ({
    ...launcher,
    walls: cases.map((_, place) => median(times[at * cases.length + place].wall)),
  }))
}
