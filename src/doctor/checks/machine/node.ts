import process from 'node:process'
import * as host from '../../../host/index.ts'
import { type DoctorCheck, ok } from '../../check.ts'

/** The Node that runs the launcher, and how it starts commands. One that is too old is refused before anything else. */
export const node: DoctorCheck = {
  id: 'node',
  title: 'Node',
  subject: 'machine',
  needsNetwork: false,
  asks: [],
  run({ version }) {
    const way = host.execve ? 'commands replace the launcher' : 'the launcher waits for commands'
    return ok(`with-mlflow-env ${version} on Node ${process.versions.node}: ${way}`, process.execPath)
  },
}
