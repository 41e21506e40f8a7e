// How long each launcher takes to start and end /bin/true, what it keeps in memory while a command runs, and the
// most that it ever had.
import { peakAll, timeAll, weighAll } from './measurer.mjs'
import { median, quartiles } from './statistics.mjs'

export async function measureStarts(launchers, sandbox, runs) {
  const commands = (list, words) =>
    list.map((launcher) => ({
      name: fullName(launcher),
      argv: launcher.argv(words),
      cwd: sandbox.project,
      env: sandbox.env,
    }))
  const times = await timeAll('Starts', commands(launchers, ['/bin/true']), runs, sandbox)
  const waiting = launchers.filter(({ startsNothing }) => !startsNothing)
  const weights = await weighAll('Memory', commands(waiting, ['/bin/sleep', '60']), sandbox)
  const peaks = await peakAll('Peaks', commands(launchers, ['/bin/true']), sandbox)
  const starts = launchers.map((launcher, at) => ({
    ...launcher,
    wall: median(times[at].wall),
    spread: quartiles(times[at].wall),
    processor: median(times[at].processor),
    peak: median(peaks[at]),
    memory: launcher.startsNothing ? undefined : median(weights[waiting.indexOf(launcher)]),
  }))
  for (const start of starts) start.ratio = ratio(start, starts)
  return starts
}

export function fullName({ name, node }) {
  return node === undefined ? name : `${name} on Node ${node.version}`
}

/** Wall time against the bare script that starts its command in the same way on the same Node. */
function ratio({ node, role, mode = 'supervise', wall }, starts) {
  if (node === undefined || role === 'floor') return undefined
  const base = starts.find((other) => other.role === 'bare' && other.node === node && other.mode === mode)
  return wall / base.wall
}
