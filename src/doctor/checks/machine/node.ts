import * as host from '../../../host/index.ts'
import { quote } from '../../../model/format.ts'
import { type CheckResult, type DoctorCheck, ok } from '../../check.ts'

/** What runs the launcher, and how it starts commands. A Node that is too old is refused before anything else. */
export const node: DoctorCheck = {
  id: 'node',
  title: 'Node',
  subject: 'machine',
  needsNetwork: false,
  asks: [],
  async run({ version }) {
    return describe(await host.runtime(), version, host.execve !== null)
  },
}

export function describe(runtime: host.Runtime, version: string, replaces: boolean): CheckResult {
  const way = replaces ? 'commands replace the launcher' : 'the launcher waits for commands'
  if (runtime.kind === 'node') return ok(`with-mlflow-env ${version} on Node ${runtime.version}: ${way}`, runtime.path)
  const { node, path } = runtime
  const server =
    node === null
      ? "a server would need one, from 20.19: pip install 'with-mlflow-env[server]'"
      : `a server would use Node ${node.version}, ${quote(node.path)}`
  return ok(`with-mlflow-env ${version}, an executable that needs no Node: ${way}; ${server}`, path)
}
