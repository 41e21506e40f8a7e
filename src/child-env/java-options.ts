import { type Credentials, isProjectOwned } from '../credentials/credentials.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { childEnvDiagnostics } from './diagnostics.ts'

/** Options of the JVM, and of the scripts that start Spark and Hadoop. */
const VARIABLES = [
  'JAVA_TOOL_OPTIONS',
  'JDK_JAVA_OPTIONS',
  '_JAVA_OPTIONS',
  'SPARK_SUBMIT_OPTS',
  'PYSPARK_SUBMIT_ARGS',
  'HADOOP_OPTS',
  'HADOOP_CLIENT_OPTS',
]

/** A setting for one bucket (`fs.s3a.bucket.NAME.…`) names that bucket, and is meant so. */
const namesAccountOrHost = (text: string) =>
  /-Daws\.|fs\.s3a\.(?:access\.key|secret\.key|session\.token|endpoint|aws\.credentials\.provider)\b/.test(text)

/**
 * The JVM reads system properties before the environment, and Spark's and Hadoop's settings for S3 too. The user's options are
 * not rewritten, only warned about.
 *
 * @param child a variable's value in the child
 */
export function checkJavaOptions(child: (name: string) => string | undefined, credentials: Credentials): Diagnostic[] {
  if (!isProjectOwned(credentials)) return []
  const found = VARIABLES.filter((name) => {
    const value = child(name)
    return value !== undefined && namesAccountOrHost(value)
  })
  return found.map((name) => childEnvDiagnostics.warning('java-options', null, { name }))
}
