// Samples of diagnostics, one file a subject: test/SUBJECT/samples.ts exports `SAMPLES`, made with `Samples<typeof …>`.
import type { Diagnostic, Diagnostics } from '../../src/model/diagnostic.ts'
import type { Origin } from '../../src/model/origin.ts'

/** At least one diagnostic for every code of a subject: a new code without a sample does not pass the type check. */
export type Samples<Subject> =
  Subject extends Diagnostics<infer Wordings>
    ? { readonly [Code in keyof Wordings & string]: readonly [Diagnostic<Code>, ...Diagnostic<Code>[]] }
    : never

/** What a terminal would obey, as a name, a path or a word may hold it. */
export const HOSTILE = 'a\x1b[2J\x07\r\n\u0085\u2028\u202eb\u200b'

export const inEnvironment = (name: string): Origin => ({ kind: 'environment', name })
export const inFile: Origin = { kind: 'file', name: HOSTILE, path: `/x/${HOSTILE}`, display: HOSTILE, line: 7 }
