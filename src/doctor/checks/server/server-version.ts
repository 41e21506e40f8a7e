import { installCommand } from '../../../mlflow/install-command.ts'
import { printable } from '../../../model/format.ts'
import { ok, skip, warn } from '../../check.ts'
import { mlflowVersion } from '../../installation.ts'
import { serverCheck } from './server-check.ts'

/** A server serves older clients. A client of a newer major version asks for what the server does not have. */
export const serverVersion = serverCheck({
  id: 'server-version',
  title: 'Version',
  run: async ({ server, context, where }) => {
    const installation = await context.probe.installation()
    const client = mlflowVersion(installation.versions)
    if (server.version === null) return skip('the server does not tell its version')
    const both = `the server has MLflow ${printable(server.version)}`
    if (client === null) return ok(both)
    const found = `${both}, the client ${printable(client)}`
    const [serverMajor, clientMajor] = [majorOf(server.version), majorOf(client)]
    if (clientMajor <= serverMajor) return ok(found)
    const remedy = `${installCommand(installation, `mlflow<${serverMajor + 1}`)}, or bring the server up to date`
    return warn(`${found}: the client asks for what the server does not have, such as logged models`, where, remedy)
  },
})

const majorOf = (version: string) => Number(/^\d+/.exec(version)?.[0] ?? 0)
