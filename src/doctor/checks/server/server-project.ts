import { findRunningServers } from '../../../configure/find-running-servers.ts'
import { findOtherServer, findOwnServer } from '../../../mlflow/server-note.ts'
import { quote } from '../../../model/format.ts'
import { type DoctorCheck, ok, skipBecause, warn } from '../../check.ts'
import { whyNoServer } from './applies.ts'

/** Whose server it is that runs at the tracking URI, as far as servers of this user tell. */
export const serverProject: DoctorCheck = {
  id: 'server-project',
  title: "Project's server",
  subject: 'server',
  needsNetwork: false,
  asks: [],
  run(context) {
    const whyNot = whyNoServer(context)
    if (whyNot) return whyNot
    const { configuration } = context.run
    if (!configuration) return skipBecause('configuration', 'a run would be refused', "see the check 'configuration'")
    const { notes, project } = findRunningServers(context.hostContext, context.project)
    const { value, isNamed } = configuration.trackingUri
    const other = findOtherServer(notes, project, value)
    if (other && isNamed) return ok(`the server of the project ${quote(other.project)}, which you have named`)
    if (other) {
      const remedy =
        "with-mlflow-env server --port 5001, in another terminal; or MLFLOW_TRACKING_URI to share the other's"
      return warn(`the server of another project, ${quote(other.project)}, listens there`, quote(other.project), remedy)
    }
    const own = findOwnServer(notes, project)
    return own ? ok(`this project's own server runs at ${own.url}`) : ok('no server of another project listens there')
  },
}
