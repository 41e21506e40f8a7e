import type { EnvFile } from '../../../dotenv/env-file.ts'
import { checkPlaceholder } from '../../../model/check-value.ts'
import { isLauncherError } from '../../../model/diagnostic.ts'
import type { Sourced } from '../../../model/origin.ts'
import { type Settings, VARIABLES } from './variables.ts'

/** The settings that a file has. A template's placeholder is none. */
export function settingsOfFile(file: EnvFile | null | undefined): Settings {
  return new Map(
    VARIABLES.flatMap((name) => {
      const entry = file?.entries.get(name)
      return entry?.value && !isPlaceholder(entry) ? [[name, entry] as const] : []
    }),
  )
}

/** What a template has in place of a value. */
export function isPlaceholder(entry: Sourced): boolean {
  try {
    checkPlaceholder(entry)
    return false
  } catch (error) {
    if (isLauncherError(error)) return true
    throw error
  }
}
