import { type Credentials, isProjectOwned } from '../credentials/credentials.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { childEnvDiagnostics } from './diagnostics.ts'

const VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'SPARK_SUBMIT_OPTS']

/**
 * The JVM reads system properties before the environment. The user's options are not rewritten, only warned about.
 *
 * @param child a variable's value in the child
 */
export function checkJavaOptions(child: (name: string) => string | undefined, credentials: Credentials): Diagnostic[] {
  if (!isProjectOwned(credentials)) return []
  const found = VARIABLES.filter((name) => child(name)?.includes('-Daws.'))
  return found.map((name) => childEnvDiagnostics.warning('java-options', null, { name }))
}
