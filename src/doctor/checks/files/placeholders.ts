import { parseWithoutChecks } from '../../../dotenv/env-file.ts'
import { isPlaceholder } from '../../../model/check-value.ts'
import { formatName, formatOrigin, formatSource } from '../../../model/format.ts'
import { nameOf, type Origin, type Sourced } from '../../../model/origin.ts'
import { combine, type DoctorCheck, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { isDeciding } from './deciding-names.ts'

/** Values that are still those of a template. What would refuse a run is reported by `configuration`. */
export const placeholders: DoctorCheck = {
  id: 'placeholders',
  title: 'Placeholders',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  run(context) {
    const entries = context.files.flatMap(({ read }) =>
      read ? Array.from(parseWithoutChecks(read.text).entries.values()) : [],
    )
    if (entries.length === 0) return skip('there is no file to look at')
    const refused = refusedPlaces(context)
    const left = entries.filter((entry) => isLeft(entry) && !refused.has(formatOrigin(entry.origin)))
    return left.length > 0 ? combine(left.map(explain)) : ok('no value is still that of a template')
  },
}

/** Words that people write for a value that is to come. */
const isLeft = ({ value, origin }: Sourced) =>
  isDeciding(nameOf(origin)) &&
  (isPlaceholder(value) ||
    /^(?:x{4,}|\.{3}|todo|tbd|fixme|\{\{.*\}\}|(?:insert|enter|put|add)[-_ ].*[-_ ]here)$/i.test(value.trim()))

function refusedPlaces({ run }: DoctorContext): Set<string> {
  const refusals = run.configuration === null ? run.refusals : []
  const origins = refusals.flatMap(({ origin, data }): (Origin | null)[] => [origin, ...(Object(data).empty ?? [])])
  return new Set(origins.flatMap((origin) => (origin ? [formatOrigin(origin)] : [])))
}

function explain({ origin }: Sourced) {
  const place = formatSource(origin)
  const found = `${formatOrigin(origin)} still has the template's placeholder`
  return warn(found, place, `write the real value: ${formatName(nameOf(origin))}=… in ${place}, or remove the line`)
}
