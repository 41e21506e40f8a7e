import type { LegacyFailure } from '../../../src/model/failure.ts'
import type { Origin } from '../../../src/model/origin.ts'
import type { Warning } from '../../../src/model/warning.ts'
import { serverFailures, serverWarnings } from './server.ts'

/** What a terminal would obey, as a name, a path or a word may hold it. */
export const HOSTILE = 'a\x1b[2J\x07\r\n\u0085\u2028\u202eb\u200b'

const inFile: Origin = { kind: 'file', name: HOSTILE, path: `/x/${HOSTILE}`, display: HOSTILE, line: 7 }

/** One of each: a new code without a sample does not pass the type check. */
export const FAILURES: { readonly [Code in LegacyFailure['code']]: readonly Extract<LegacyFailure, { code: Code }>[] } =
  {
    ...serverFailures(HOSTILE, inFile),
  }

export const WARNINGS: { readonly [Code in Warning['code']]: readonly Extract<Warning, { code: Code }>[] } = {
  ...serverWarnings(HOSTILE, inFile),
}
