import { readProfiles } from '../../configure/read-aws-profiles.ts'
import { CHECK_NAMES } from '../../doctor/checks/names.ts'
import type { HostContext } from '../../model/host-context.ts'
import { looksLikeKey } from '../../model/looks-like-key.ts'
import type { AskedValues } from '../../options/option.ts'
import type { Row } from '../help/page.ts'

/** What a script asks for while somebody types. Each is found only if it is asked for. */
const VALUES: Readonly<Record<AskedValues, (context: HostContext) => readonly Row[]>> = {
  profile: (context) => readProfiles(context, (name) => context.env[name]).names.map((name) => [name, 'AWS profile']),
  check: () => CHECK_NAMES,
}

/**
 * The values as scripts read them: in each line a name, a tab, and what it is. A name that a line cannot hold, or that is
 * a key in the wrong place, is left out.
 */
export function askedValues(kind: AskedValues, context: HostContext): string {
  const rows = VALUES[kind](context)
  const printable = rows.filter(([name]) => name !== '' && !/[\p{Cc}\u2028\u2029]/u.test(name) && !looksLikeKey(name))
  return printable.map((row) => `${row.join('\t')}\n`).join('')
}
