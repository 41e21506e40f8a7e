import type { DoctorCheck } from '../../doctor/check.ts'
import { CHECKS } from '../../doctor/checks/index.ts'
import { fail } from '../../model/diagnostic.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { differsByOne } from '../../options/suggest-option.ts'

/** The checks that `--only` names, or all. @throws {LauncherError} invalid-option-value: there is no such check */
export function chooseChecks(options: GivenOptions): readonly DoctorCheck[] {
  const given = options.get('only') ?? []
  const names = given.flatMap(({ value, origin }) => value.split(',').map((name) => ({ value: name.trim(), origin })))
  const unknown = names.find(({ value }) => !CHECKS.some(({ id }) => id === value))
  if (unknown) {
    const near = CHECKS.find(({ id }) => differsByOne(id, unknown.value))
    const ids = CHECKS.map(({ id }) => id).join(', ')
    const expected = `a check${near ? ` (did you mean ${near.id}?)` : ''}: ${ids}`
    return fail(optionDiagnostics.error('invalid-option-value', unknown.origin, { expected, found: unknown.value }))
  }
  return names.length === 0 ? CHECKS : CHECKS.filter(({ id }) => names.some(({ value }) => value === id))
}
