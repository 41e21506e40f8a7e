import { parseWithoutChecks } from '../../../dotenv/env-file.ts'
import { isPlaceholder } from '../../../model/check-value.ts'
import { formatName, formatOrigin, formatSource } from '../../../model/format.ts'
import { nameOf, type Origin, type Sourced } from '../../../model/origin.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { isExampleId, isExampleSecret } from '../../example-keys.ts'
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
    const others = entries.filter(({ origin }) => !refused.has(formatOrigin(origin)))
    const results = [...others.filter(isLeft).map(explain), ...findExamples(others, context)]
    return results.length > 0 ? combine(results) : ok('no value is still that of a template')
  },
}

/** Keys of AWS's documentation. Stores on a developer's machine take any keys, and often get these. */
function findExamples(entries: readonly Sourced[], { run }: DoctorContext): CheckResult[] {
  const { credentials, endpoint } = run.configuration ?? {}
  if (endpoint) return []
  const used = new Set(Array.from(credentials?.origins.values() ?? [], formatOrigin))
  return entries.filter(isExample).map(({ origin }) => {
    const found = `${formatOrigin(origin)} is an example of AWS's documentation, which no account has`
    const remedy = `write the real value: ${formatName(nameOf(origin))}=… in ${formatSource(origin)}`
    return (used.has(formatOrigin(origin)) ? fail : warn)(found, formatSource(origin), remedy)
  })
}

function isExample({ value, origin }: Sourced): boolean {
  const name = nameOf(origin)
  return /AWS_ACCESS_KEY_ID$/.test(name)
    ? isExampleId(value)
    : /AWS_SECRET_ACCESS_KEY$/.test(name) && isExampleSecret(value)
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
