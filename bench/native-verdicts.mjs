// What the tables say of the executable: the limits that it is built for.
import { largeCases } from './large.mjs'
import { fullName } from './starts.mjs'

/** Milliseconds of processor time above those of `env`. */
const added = { quiet: 2.5, 'with the block': 2.5, supervised: 3 }
const wallLimitMs = 5
/** Bytes. */
const limits = { executable: 2e6, wheel: 1.5e6, memory: 3e6 }

export function nativeVerdicts(starts, large, sizes) {
  const native = starts.filter(({ role }) => role === 'native')
  const env = starts.find(({ name }) => name === 'env')
  return [
    ...native.map((start) => cheap(start, env)),
    ...native.map((start) => quick(start)),
    ...native.map((start) => first(start, starts)),
    ...native.map((start) => small(start)),
    ...Object.entries(sizes).map(([what, size]) =>
      line(`${what} at most ${megabytes(limits[what])}`, size <= limits[what], megabytes(size)),
    ),
    ...noSlower(large),
  ]
}

function line(claim, holds, figures) {
  return `- ${claim}: **${holds ? 'yes' : 'no'}** (${figures})`
}

function cheap({ name, kind, processor }, env) {
  const more = processor - env.processor
  return line(
    `processor time at most \`env\` + ${added[kind].toFixed(1)} ms`,
    more <= added[kind],
    `${name}: ${processor.toFixed(1)} ms, ${more.toFixed(1)} more`,
  )
}

/** On a quiet machine only: see the load. */
function quick({ name, wall }) {
  return line(`at most ${wallLimitMs} ms on the clock`, wall <= wallLimitMs, `${name}: ${wall.toFixed(1)} ms`)
}

function first({ name, wall }, starts) {
  const others = starts.filter(({ role, startsNothing }) => ['rival', 'ours', 'bare'].includes(role) && !startsNothing)
  const best = others.reduce((one, other) => (other.wall < one.wall ? other : one))
  const figures = `${name}: ${wall.toFixed(1)} ms; the fastest other, ${fullName(best)}, ${best.wall.toFixed(1)} ms`
  return line('first of all launchers', wall < best.wall, figures)
}

function small({ name, memory, peak }) {
  // The kernel counts both in steps, so that either may be the larger one.
  const most = Math.max(memory, peak)
  const claim = `at most ${megabytes(limits.memory)} resident from beginning to end`
  return line(claim, most <= limits.memory, `${name}: ${megabytes(most)}`)
}

/** Against each Node. */
function noSlower(large) {
  const native = large.find(({ role }) => role === 'native')
  const onNode = large.filter(({ role }) => role === 'ours')
  return largeCases.flatMap(({ name, promised }, at) =>
    promised !== true
      ? []
      : onNode.map((other) => {
          const figures = [native, other].map(({ processors }) => processors[at].toFixed(1)).join(' against ')
          const holds = native.processors[at] <= other.processors[at]
          return line(`${name} no slower than on Node ${other.node.version}`, holds, `${figures} ms of processor time`)
        }),
  )
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`
}
