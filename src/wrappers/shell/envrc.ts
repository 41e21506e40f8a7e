import * as host from '../../host/index.ts'

/** The file that a command of an .envrc reads, which bash does not know, and whether its variables are exported. */
export function envrcFile(
  command: string,
  given: string | null,
  script: string,
): { path: string; exports: boolean } | undefined {
  const folder = host.dirname(script)
  if (/^dotenv(?:_if_exists)?$/.test(command)) return { path: host.resolvePath(folder, given ?? '.env'), exports: true }
  if (/^source_env(?:_if_exists)?$/.test(command) && given !== null)
    return { path: host.resolvePath(folder, given), exports: false }
  return undefined
}
