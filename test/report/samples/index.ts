import type { LegacyFailure } from '../../../src/model/failure.ts'
import type { Origin } from '../../../src/model/origin.ts'
import type { Warning } from '../../../src/model/warning.ts'
import { lifecycleFailures, lifecycleWarnings } from './lifecycle.ts'
import { serverFailures, serverWarnings } from './server.ts'

/** What a terminal would obey, as a name, a path or a word may hold it. */
export const HOSTILE = 'a\x1b[2J\x07\r\n\u0085\u2028\u202eb\u200b'

const env = (name: string): Origin => ({ kind: 'environment', name })
const inFile: Origin = { kind: 'file', name: HOSTILE, path: `/x/${HOSTILE}`, display: HOSTILE, line: 7 }

/** One of each: a new code without a sample does not pass the type check. */
export const FAILURES: { readonly [Code in LegacyFailure['code']]: readonly Extract<LegacyFailure, { code: Code }>[] } =
  {
    'unknown-option': [
      { code: 'unknown-option', option: `--${HOSTILE}`, suggestion: '--strict' },
      { code: 'unknown-option', option: '--x', suggestion: null },
    ],
    'option-needs-value': [{ code: 'option-needs-value', option: '--env-file' }],
    'option-takes-no-value': [{ code: 'option-takes-no-value', option: '--strict' }],
    'option-value': [
      {
        code: 'option-value',
        origin: { kind: 'option', name: '--launch' },
        expected: 'auto or exec',
      },
      { code: 'option-value', origin: inFile, expected: '1 or 0' },
    ],
    'options-contradict': [
      {
        code: 'options-contradict',
        first: { kind: 'option', name: '--strict' },
        second: env('WITH_MLFLOW_ENV_KEEP_AWS'),
      },
    ],
    'unexpected-argument': [{ code: 'unexpected-argument', command: 'config', argument: HOSTILE }],
    'output-failed': [{ code: 'output-failed', reason: 'ENOSPC' }],
    'no-command': [{ code: 'no-command' }],
    'command-not-yet': [{ code: 'command-not-yet', command: 'doctor' }],
    'directory-gone': [{ code: 'directory-gone' }],
    internal: [{ code: 'internal', reason: HOSTILE }],
    ...lifecycleFailures(HOSTILE, inFile),
    ...serverFailures(HOSTILE, inFile),
  }

export const WARNINGS: { readonly [Code in Warning['code']]: readonly Extract<Warning, { code: Code }>[] } = {
  ...lifecycleWarnings(HOSTILE, inFile),
  ...serverWarnings(HOSTILE, inFile),
  'unknown-name': [
    { code: 'unknown-name', origin: inFile, suggestion: 'MLFLOW_AWS_PROFILE' },
    { code: 'unknown-name', origin: env(HOSTILE), suggestion: null },
  ],
  'no-effect-in-file': [{ code: 'no-effect-in-file', origin: inFile }],
}
