import * as host from '../../host/index.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import { environmentSource, findIn, type Source } from '../../model/source.ts'
import type { Arguments } from '../../options/arguments.ts'
import { isOverrideAsked } from '../../options/resolve.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { InitProject } from './project.ts'
import { ARTIFACT_ROOT, ENDPOINT, IDENTITY, type Settings, VARIABLES } from './settings/variables.ts'

const OTHER_FILES = ['WITH_MLFLOW_ENV_ENV_FILE', 'WITH_MLFLOW_ENV_NO_ENV_FILE'] as const
const OTHERS = 0o077

/**
 * What keeps the file from doing what it is for: an environment that wins over it, and other users who may read it.
 *
 * @param values what the project's files have now
 * @param isWritten whether the file was written just now, with permissions for its owner only
 */
export function findShadows(
  { env, platform }: HostContext,
  args: Arguments,
  { path, display, current }: InitProject,
  values: Settings,
  isWritten: boolean,
): Diagnostic[] {
  const environment = environmentSource(env)
  const unread = OTHER_FILES.flatMap((name) => findIn(environment, name) ?? [])
    .filter(({ value }) => !/^(?:0|false)$/i.test(value))
    .map(({ origin }) => initDiagnostics.warning('file-will-not-be-read', origin, { display }))
  const names = isOverrideAsked(args, env) ? [] : findDifferent(environment, values)
  const mode = current?.mode ?? 0
  const isOpen = !isWritten && (mode & OTHERS) !== 0 && platform !== 'win32'
  const endpoint = values.has(ENDPOINT) || !values.has(ARTIFACT_ROOT) ? null : findIn(environment, ENDPOINT)
  return [
    ...unread,
    ...(endpoint ? [initDiagnostics.warning('endpoint-not-in-file', endpoint.origin, { display })] : []),
    ...(names.length > 0 ? [initDiagnostics.warning('environment-wins', null, { names, display })] : []),
    ...(isOpen && host.keepsPermissions(path)
      ? [initDiagnostics.warning('permissions-open', null, { display, mode })]
      : []),
    ...(isWritten && !host.keepsPermissions(path)
      ? [initDiagnostics.warning('permissions-not-kept', null, { display })]
      : []),
  ]
}

/** Another way to name the account counts too, if the files name one. */
function findDifferent(environment: Source, values: Settings): string[] {
  const namesAccount = IDENTITY.some((name) => values.has(name))
  return VARIABLES.filter((name) => {
    const found = findIn(environment, name)
    const value = values.get(name)?.value
    const counts = value !== undefined || (namesAccount && IDENTITY.includes(name))
    return found !== undefined && counts && found.value !== value
  })
}
