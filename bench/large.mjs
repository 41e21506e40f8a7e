// What very large files and environments, and files that are odd, cost the executable, against the launcher on Node. In
// processor time, which is steadier than the time on the clock.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { largeEnvFile } from './env-files.mjs'
import { timeAll } from './measurer.mjs'
import { makeProject, withVariables } from './sandbox.mjs'
import { fullName } from './starts.mjs'
import { median } from './statistics.mjs'

const comment = `# ${'what a line of the file is about '.repeat(2)}\n`

/**
 * `promised`: no slower than on Node. The others are shown only.
 *
 * @type {readonly { name: string, promised?: boolean, file?: () => string, variables?: number }[]}
 */
export const largeCases = [
  { name: '.env of 4,000 lines', promised: true, file: () => largeEnvFile(4_000) },
  { name: '20,000 variables', promised: true, variables: 20_000 },
  { name: '1 MB of blank lines', file: () => '\n'.repeat(1_000_000) },
  { name: '7 MB of comments', file: () => comment.repeat(Math.ceil(7_000_000 / comment.length)) },
]

/** Gives for each launcher the median processor time of each case, in milliseconds. Without the executable, nothing. */
export async function measureLarge(launchers, sandbox, runs) {
  const measured = launchers.filter(
    ({ role, mode, variant, kind }) =>
      variant === undefined && ((role === 'ours' && mode === 'supervise') || (role === 'native' && kind === 'quiet')),
  )
  if (!measured.some(({ role }) => role === 'native')) return []
  const settings = largeCases.map((one, at) => setting(one, join(sandbox.folder, `large-${at}`), sandbox))
  const commands = measured.flatMap((launcher) =>
    settings.map((one, at) => ({
      name: `${fullName(launcher)}, ${largeCases[at]?.name}`,
      argv: launcher.argv(['/bin/true']),
      ...one,
    })),
  )
  const times = await timeAll('Large', commands, runs, sandbox)
  return measured.map((launcher, at) => ({
    ...launcher,
    processors: largeCases.map((_, place) => median(times[at * largeCases.length + place].processor)),
  }))
}

/** @param {Omit<typeof largeCases[number], 'name'>} one */
function setting({ file, variables = 0 }, folder, { project, env }) {
  if (file === undefined) return { cwd: project, env: withVariables(env, variables) }
  const cwd = makeProject(folder, '')
  writeFileSync(join(cwd, '.env'), file())
  return { cwd, env }
}
