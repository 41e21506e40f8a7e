// The machine and the versions, without anything that says whose it is.
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { run } from '../scripts/setup/command.mjs'
import { npmToolVersions } from './npm-tools.mjs'
import { python, pythonBin, root } from './paths.mjs'

const question = `
import platform
from importlib.metadata import version
print(platform.python_version(), version("python-dotenv"))
`

export async function describeMachine(nodes) {
  const [pythonVersion, dotenvVersion] = (await run(python, ['-c', question])).trim().split(' ')
  const [, uvVersion] = (await run(join(pythonBin, 'uv'), ['--version'])).split(' ')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const model = cpus()[0]?.model ?? 'unknown processor'
  const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`
  const load = `load ${loadavg()[0]?.toFixed(1)} before the start`
  return `- ${new Date().toISOString().slice(0, 10)}, with-mlflow-env ${version}
- ${[model.trim(), `${cpus().length} cores`, memory, `${type()} ${release()}`, load].join(', ')}
- Node ${nodes.map((node) => node.version).join(', ')}; Python ${pythonVersion}
- ${[...npmToolVersions(), `python-dotenv ${dotenvVersion}`, `uv ${uvVersion}`].join(', ')}
`
}
