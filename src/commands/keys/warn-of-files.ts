import { chooseFiles } from '../../configure/choose-files.ts'
import { parseEnvFiles } from '../../dotenv/parse-env-files.ts'
import { readEnvFile } from '../../env-files/read.ts'
import { type Diagnostic, isLauncherError } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import { fileSource, findIn } from '../../model/source.ts'
import type { Arguments } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { KEYS_VARIABLE } from '../../options/keys-option.ts'

/** A project's files that name a store, in vain. What else is wrong with them is a run's affair. */
export function warnOfFiles(hostContext: HostContext, args: Arguments): Diagnostic[] {
  try {
    const { paths, named } = chooseFiles(hostContext, args)
    const texts = paths.map((path) => readEnvFile(hostContext, path, named).text)
    return parseEnvFiles(texts, hostContext.env).flatMap((file) => {
      const found = findIn(fileSource(file), KEYS_VARIABLE)
      return found ? [optionDiagnostics.warning('variable-ignored-in-file', found.origin)] : []
    })
  } catch (error) {
    if (isLauncherError(error)) return []
    throw error
  }
}
