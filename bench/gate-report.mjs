import { CONNECTIONS, over, RATE_SECONDS, SLOW_CLIENTS, WARM_UP_SECONDS } from './gate.mjs'
import { readPackage } from './npm-tools.mjs'
import { quartiles } from './statistics.mjs'
import { table } from './table.mjs'

/** Of the speed of plain `node:http`. */
const nearPlain = 0.9
const memoryLimitMiB = 150
/** Of the memory of plain `node:http` with slow clients. */
const slowLimit = 1.1

export function gateReport({ kinds, load }, gibibytes, node) {
  const [plain] = kinds
  const rows = kinds.map((kind) => [
    kind.name,
    ...['upload', 'download'].flatMap((way) => [
      speed(kind, way, gibibytes),
      ratio(kind, plain, (round) => 1 / round[way].result),
      over(kind, (round) => round[way].processor).toFixed(2),
    ]),
    mebibytes(over(kind, ({ peak }) => peak)),
  ])
  const rates = kinds.map((kind) => [
    kind.name,
    ...CONNECTIONS.flatMap((_, at) => [
      over(kind, ({ rates }) => rates[at].result).toFixed(0),
      ratio(kind, plain, ({ rates }) => rates[at].result),
    ]),
    over(kind, ({ rates }) => microseconds(rates[1])).toFixed(0),
    kind.rounds[0].slow === null ? '–' : mebibytes(over(kind, ({ slow }) => slow)),
    kind.rounds[0].slow === null ? '–' : ratio(kind, plain, ({ slow }) => slow),
  ])
  return `### The gate

${table(['proxy', 'up MiB/s', '× plain', 'processor s', 'down MiB/s', '× plain', 'processor s', 'peak MiB'], rows, [1, 2, 3, 4, 5, 6, 7])}
${table(['requests a second', ...CONNECTIONS.flatMap((count) => [`${count}`, '× plain']), 'µs', 'slow MiB', '× plain'], rates, [1, 2, 3, 4, 5, 6, 7, 8, 9])}
- One body of ${gibibytes} GiB, and small GET requests on 1, 50 and 500 connections. Everything runs on one machine: client, proxy and
  upstream, each a process. Node ${node.version}, load ${load} at the start. Medians of ${kinds[0].rounds.length} rounds, in which all run in turn; *× plain* is the median of the ratios
  within a round (middle half of up: ${spread(kinds, plain, 'upload')}; of down: ${spread(kinds, plain, 'download')}).
- *Plain*: \`node:http\` and two pipes, without a key, rules and a log. httpxy ${readPackage('httpxy').version} and
  http-proxy-3 ${readPackage('http-proxy-3').version}: packages that forward requests, as their READMEs start them. The gate has a key, as \`with-mlflow-env proxy\` with a file of keys, and its log goes into a pipe.
- *Processor*: of the proxy alone, user and system. *Peak*: its largest resident memory (RSS) until both bodies were through.
  *Slow*: the same with ${SLOW_CLIENTS} clients that download 1 GiB each, and take a piece a second. *µs*: processor time of a request, with 50 connections.
- For each request but GET without a body the gate makes a connection of its own, as http-proxy-3 does for all; the others use theirs again.

${verdicts(kinds, gibibytes).join('\n')}
`
}

function verdicts(kinds, gibibytes) {
  const [plain, ...packages] = kinds
  const ours = packages.pop()
  const ways = ['upload', 'download']
  const peak = over(ours, (round) => round.peak) / 2 ** 20
  const slow = ratioOf(ours, plain, (round) => round.slow)
  return [
    ...ways.map((way) => {
      const found = ratioOf(ours, plain, (round) => 1 / round[way].result)
      return line(`${way} at least ${nearPlain} × plain \`node:http\``, found >= nearPlain, found.toFixed(2))
    }),
    ...packages.flatMap((other) => [
      ...ways.map((way) => {
        const found = ratioOf(ours, other, (round) => 1 / round[way].result)
        return line(`${way} ahead of ${other.name}`, found > 1, `× ${found.toFixed(2)}`)
      }),
      ...CONNECTIONS.map((count, at) => {
        const found = ratioOf(ours, other, ({ rates }) => rates[at].result)
        return line(
          `requests a second ahead of ${other.name}, ${count} connections`,
          found > 1,
          `× ${found.toFixed(2)}`,
        )
      }),
    ]),
    line(
      `under ${memoryLimitMiB} MB with a body of ${gibibytes} GiB`,
      peak * 1.048576 < memoryLimitMiB,
      `${peak.toFixed(1)} MiB`,
    ),
    line(
      `within a tenth of plain \`node:http\` with ${SLOW_CLIENTS} slow clients`,
      slow <= slowLimit,
      `× ${slow.toFixed(2)}`,
    ),
  ]
}

function line(claim, holds, figures) {
  return `- ${claim}: **${holds ? 'yes' : 'no'}** (${figures})`
}

/** The median of the ratios within the rounds: what else runs on the machine slows both. */
function ratioOf(kind, base, take) {
  return over({ rounds: kind.rounds.map((round, at) => take(round) / take(base.rounds[at])) }, (each) => each)
}

function ratio(kind, base, take) {
  return kind === base ? '1.00' : ratioOf(kind, base, take).toFixed(2)
}

function spread(kinds, plain, way) {
  const ours = kinds.at(-1)
  const ratios = ours.rounds.map((round, at) => plain.rounds[at][way].result / round[way].result)
  return quartiles(ratios)
    .map((each) => each.toFixed(2))
    .join('–')
}

function speed(kind, way, gibibytes) {
  return over(kind, (round) => (gibibytes * 1024) / round[way].result).toFixed(0)
}

function mebibytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1)
}

function microseconds({ result, processor }) {
  return (processor / (result * (RATE_SECONDS + WARM_UP_SECONDS))) * 1e6
}
