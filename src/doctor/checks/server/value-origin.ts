import { TOKEN } from '../../../mlflow/logins.ts'
import { formatOrigin, formatSource, list, unique } from '../../../model/format.ts'
import type { Origin } from '../../../model/origin.ts'
import { findEach } from '../../../model/source.ts'
import type { DoctorContext } from '../../context.ts'

type Asked = Pick<DoctorContext, 'run' | 'env'>

/** Where the command's value of a variable is from; null if it has none. */
export function originOf(name: string, { run, env }: Asked): Origin | null {
  if (!env[name]) return null
  return run.configuration?.change.set.get(name)?.origin ?? { kind: 'environment', name }
}

/** Where the command's token is from; null if it has none. */
export function tokenOrigin(asked: Asked): Origin | null {
  return originOf(TOKEN, asked)
}

/** ` in the environment, or unset it to use the one of .env:3`: where values in force are corrected; empty if nowhere. */
export function placesOf(names: readonly string[], asked: Asked): string {
  const origins = names.flatMap((name) => originOf(name, asked) ?? [])
  const places = unique(origins.map(formatSource))
  if (places.length === 0) return ''
  const [first] = origins
  const lower = first?.kind === 'environment' && names.length === 1 ? lowerOf(first.name, asked) : null
  return ` in ${list(places)}${lower ? `, or unset it to use ${formatOrigin(lower)}` : ''}`
}

/** A file's value, which the environment's one hides. */
function lowerOf(name: string, { run }: Asked): Origin | null {
  const sources = run.configuration?.sources ?? []
  const lower = findEach(sources, name).find(({ value, origin }) => origin.kind === 'file' && value !== '')
  return lower?.origin ?? null
}
