// What the tables say, computed.
import { signed } from './scale-report.mjs'

const nearBare = 1.1
const scaleLimitMs = 50

export function verdicts(starts, scale) {
  const ours = starts.filter(({ role, variant }) => role === 'ours' && variant === undefined)
  const published = starts.filter(({ variant }) => variant === 'as npm installs it')
  return [
    ...ours.map((start) => line('fastest of the launchers for Node or Python', start, fastest(start, starts))),
    ...ours.map((start) => line(`within ${nearBare.toFixed(2)} of the bare script`, start, near(start))),
    ...published.map((start) => line('as fast as from the repository', start, unchanged(start, ours))),
    ...ours.filter(({ mode }) => mode === 'exec').map((start) => line('no resident process', start, gone(start))),
    ...scale
      .filter(({ role }) => role === 'ours')
      .flatMap((launcher) => [
        line(`10,000 lines cost under ${scaleLimitMs} ms more`, launcher, added(launcher, 1)),
        line(`5,000 variables cost under ${scaleLimitMs} ms more`, launcher, added(launcher, 2)),
      ]),
  ]
}

function line(claim, { node, mode, variant }, figuresOf) {
  const [holds, figures] = figuresOf
  const where = [`Node ${node.version}`, mode, ...(variant === undefined ? [] : [variant])].join(', ')
  return `- ${claim}: **${holds ? 'yes' : 'no'}** (${where}: ${figures})`
}

/** Against every other launcher that runs on the same Node or on Python. */
function fastest({ node, wall }, starts) {
  const rivals = starts.filter((other) => other.role === 'rival' && !other.native && (other.node ?? node) === node)
  const best = rivals.reduce((one, other) => (other.wall < one.wall ? other : one))
  return [wall < best.wall, `${wall.toFixed(1)} ms; the fastest other, ${best.name}, ${best.wall.toFixed(1)} ms`]
}

function near({ ratio }) {
  return [ratio <= nearBare, ratio.toFixed(3)]
}

function unchanged({ node, mode, wall }, ours) {
  const base = ours.find((other) => other.node === node && other.mode === mode)
  // Two medians of the same thing differ by a few hundredths on a busy machine.
  return [wall <= base.wall * 1.05, `${wall.toFixed(1)} ms, ${signed(wall - base.wall)} ms`]
}

function gone({ memory }) {
  return [memory === 0, memory === 0 ? 'none' : `${(memory / 2 ** 20).toFixed(1)} MiB`]
}

function added({ walls }, at) {
  return [walls[at] - walls[0] < scaleLimitMs, `${signed(walls[at] - walls[0])} ms`]
}
