import { childValue } from '../child-env/change.ts'
import { preventDotenvReload } from '../child-env/dotenv-reload.ts'
import type { Configuration } from '../configure/configuration.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'

/** The `.env` files that load_dotenv() in Python files finds, besides those that were taken into account before. */
export function filesNextTo(
  files: readonly string[],
  configuration: Configuration,
  hostContext: HostContext,
): EnvFile[] {
  const read = configuration.files.map(({ path }) => path)
  const before = findPythonFiles(hostContext, [], read).map(({ path }) => path)
  return findPythonFiles(hostContext, files, [...read, ...before])
}

/** Keeps load_dotenv() from these files if they would change the project's account. */
export function withoutDotenv(
  configuration: Configuration,
  others: readonly EnvFile[],
  hostContext: HostContext,
): Configuration {
  const { env } = hostContext
  const { change, ruleContext: context, options } = configuration
  const child = (name: string) => childValue(env, change, name)
  const keepAws = options.keepAws !== null
  const leftOut: ReadonlySet<string> = new Set()
  const reload = preventDotenvReload({ files: [], others, leftOut, change, child, context, keepAws, parent: env })
  const known = new Set(configuration.warnings.map(placeOf))
  const warnings = reload.warnings.filter((warning) => !known.has(placeOf(warning)))
  return { ...configuration, change: reload.change, warnings: [...configuration.warnings, ...warnings] }
}

function placeOf({ code, origin }: Diagnostic): string {
  return JSON.stringify([code, origin])
}

/** The warning about load_dotenv() says that it is prevented: not for a program that reads the same file by itself. */
export function withoutReload(configuration: Configuration, path: string): Configuration {
  const isSame = ({ code, origin }: Diagnostic) =>
    code === 'dotenv-reintroduces' && origin?.kind === 'file' && origin.path === path
  return { ...configuration, warnings: configuration.warnings.filter((warning) => !isSame(warning)) }
}
