import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Environment, environmentSource, findIn } from '../../model/source.ts'
import type { Arguments } from '../../options/arguments.ts'
import { isOverrideAsked } from '../../options/resolve.ts'
import { initDiagnostics } from './diagnostics.ts'
import { IDENTITY, type Settings, VARIABLES } from './settings/variables.ts'

const OTHER_FILES = ['WITH_MLFLOW_ENV_ENV_FILE', 'WITH_MLFLOW_ENV_NO_ENV_FILE'] as const

/** What the environment has that a run would use instead of the file. */
export function findShadows(env: Environment, args: Arguments, display: string, values: Settings): Diagnostic[] {
  const environment = environmentSource(env)
  const others = OTHER_FILES.flatMap((name) => findIn(environment, name) ?? [])
  const unread = others
    .filter(({ value }) => !/^(?:0|false|no|off)$/i.test(value))
    .map(({ origin }) => initDiagnostics.warning('file-will-not-be-read', origin, { display }))
  if (isOverrideAsked(args, env)) return unread
  const namesAccount = IDENTITY.some((name) => values.has(name))
  const names = VARIABLES.filter((name) => {
    const found = findIn(environment, name)
    const value = values.get(name)?.value
    // Another way to name the account counts too, if the file names one.
    const counts = value !== undefined || (namesAccount && IDENTITY.includes(name))
    return found !== undefined && counts && found.value !== value
  })
  if (names.length === 0) return unread
  return [...unread, initDiagnostics.warning('environment-wins', null, { names, display })]
}
