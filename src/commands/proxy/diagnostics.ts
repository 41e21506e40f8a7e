import { defineDiagnostics } from '../../model/diagnostic.ts'
import { COMMAND_NAME } from '../../model/format.ts'

/** What can be wrong when a gate is opened. */
export const proxyDiagnostics = defineDiagnostics(() => ({
  'upstream-missing': () =>
    `name the MLflow server to protect, as in '${COMMAND_NAME} proxy --upstream http://127.0.0.1:5000' (see '${COMMAND_NAME} proxy --help')`,
}))
