import type { Assignment } from '../finding.ts'
import type { TomlEntry } from '../toml.ts'

/**
 * The variables that entries of a TOML file set, named by the last part of their keys. The value of a template is not known,
 * and one that refers to the variable itself changes nothing.
 */
export function tomlVariables(entries: readonly TomlEntry[]): Assignment[] {
  return entries.flatMap(({ key, value, path, line }): Assignment[] => {
    const name = key.slice(key.lastIndexOf('.') + 1)
    const isTemplate = /[{$]/.test(value)
    if (isTemplate && value.includes(name)) return []
    return [{ name, value: isTemplate ? null : value, path, line }]
  })
}
