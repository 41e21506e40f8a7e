// `npm run bench`: what it takes to start a command through with-mlflow-env, beside other launchers and beside the
// least that a launcher can do; and what MLflow's server, the doctor and the gate take. Tables go to standard output, progress to standard error.
import { CommandFailed } from '../scripts/setup/command.mjs'
import { measureDoctor } from './doctor.mjs'
import { doctorReport } from './doctor-report.mjs'
import { measureGate } from './gate.mjs'
import { gateReport } from './gate-report.mjs'
import { measureLarge } from './large.mjs'
import { largeReport } from './large-report.mjs'
import { findLaunchers } from './launchers.mjs'
import { describeMachine } from './machine.mjs'
import { nativeVerdicts } from './native-verdicts.mjs'
import { findNodes } from './nodes.mjs'
import { readOptions } from './options.mjs'
import { writeHead, writeResults, writeSection } from './results.mjs'
import { makeSandbox } from './sandbox.mjs'
import { measureScale } from './scale.mjs'
import { scaleReport } from './scale-report.mjs'
import { serverReport } from './server-report.mjs'
import { measureServers } from './servers.mjs'
import { startReport } from './start-report.mjs'
import { measureStarts } from './starts.mjs'
import { verdicts } from './verdicts.mjs'

async function benchGate({ gateRounds, gibibytes, nodes: paths, write }) {
  const sandbox = makeSandbox()
  const [node] = await findNodes(paths, sandbox)
  const section = gateReport(await measureGate(sandbox, node, gateRounds, gibibytes), gibibytes, node)
  process.stdout.write(section)
  if (write) writeSection(section)
}

/** The starts and all that is measured like them: what the executable is about. */
async function benchStarts({ runs, nodes: paths, write }) {
  const sandbox = makeSandbox()
  const nodes = await findNodes(paths, sandbox)
  const machine = await describeMachine(nodes)
  const sections = await startSections(nodes, sandbox, runs)
  process.stdout.write([machine, ...sections].join('\n'))
  if (!write) return
  writeHead(machine)
  for (const section of sections) writeSection(section)
}

async function startSections(nodes, sandbox, runs) {
  const { launchers, notes, sizes } = await findLaunchers(nodes, sandbox)
  const starts = await measureStarts(launchers, sandbox, runs)
  const fewer = Math.ceil(runs / 3)
  const scale = await measureScale(launchers, sandbox, fewer)
  const large = await measureLarge(launchers, sandbox, fewer)
  const native = nativeVerdicts(starts, large, sizes)
  return [
    startReport(starts, runs, notes),
    scaleReport(scale, fewer),
    largeReport(large, fewer),
    native.length === 0 ? '' : `### Verdict on the executable\n\n${native.join('\n')}\n`,
    `### Verdict\n\n${verdicts(starts, scale).join('\n')}\n`,
  ].filter((section) => section !== '')
}

async function bench({ runs, gateRounds, gibibytes, nodes: paths, write }) {
  const sandbox = makeSandbox()
  const nodes = await findNodes(paths, sandbox)
  const machine = await describeMachine(nodes)
  const sections = await startSections(nodes, sandbox, runs)
  const verdict = sections.pop()
  const servers = await measureServers(sandbox, nodes[0])
  const doctor = await measureDoctor(sandbox, nodes[0])
  const gate = await measureGate(sandbox, nodes[0], gateRounds, gibibytes)
  const report = [
    machine,
    ...sections,
    serverReport(servers),
    doctorReport(doctor),
    gateReport(gate, gibibytes, nodes[0]),
    verdict,
  ].join('\n')
  process.stdout.write(report)
  if (write) writeResults(report)
}

try {
  const options = readOptions(process.argv.slice(2))
  const { what = 'all' } = options
  await { all: bench, starts: benchStarts, gate: benchGate }[what](options)
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
