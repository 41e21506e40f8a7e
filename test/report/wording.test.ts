import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandDiagnostics } from '../../src/commands/diagnostics.ts'
import { LauncherError } from '../../src/model/diagnostic.ts'
import { list, printable, quote } from '../../src/model/format.ts'
import { coloredDiagnosticLine, diagnosticLine } from '../../src/report/diagnostic-line.ts'
import { configured } from '../rig/configure-values.ts'
import { HOSTILE } from '../rig/samples.ts'
import type { Layer } from '../rig/sources.ts'

describe('the line of a diagnostic', () => {
  it.each([
    ['error', 'with-mlflow-env: error: no command'],
    ['warning', 'with-mlflow-env: warning: no command'],
    ['notice', 'with-mlflow-env: note: no command'],
  ] as const)('says the severity of an %s in front', (severity, begins) => {
    const diagnostic = commandDiagnostics[severity]('missing-command', null)
    expect(diagnosticLine(diagnostic)).toMatch(new RegExp(`^${begins}.*\n$`))
    // The same words, in colour.
    expect(coloredDiagnosticLine(diagnostic).replaceAll(/\x1b\[[\d;]+m/g, '')).toBe(diagnosticLine(diagnostic))
  })
})

describe('text from outside', () => {
  it('is printed without control characters', () => {
    const letter = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(fc.string({ unit: letter }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      }),
    )
    expect(printable(HOSTILE)).toBe('a\\u001b[2J\\u0007\\u000d\\u000a\\u0085\\u2028\\u202eb\\u200b')
    expect(printable('Grüße 日本')).toBe('Grüße 日本')
  })

  it('is cut to the length of a line', () => {
    expect(quote('x'.repeat(10_000)).length).toBeLessThan(250)
  })

  it('is listed with commas and "and"', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => list(words))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
  })
})

describe('a secret', () => {
  const SECRET = 'hunter2hunter2'
  const set = { MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET }

  it.each<[string, Layer]>([
    ['half a set', { MLFLOW_AWS_SECRET_ACCESS_KEY: SECRET }],
    ['white space', { ...set, MLFLOW_AWS_SECRET_ACCESS_KEY: `${SECRET} ` }],
    ['a line break', { ...set, MLFLOW_AWS_SECRET_ACCESS_KEY: `${SECRET}\n${SECRET}` }],
    ['an unexpected token', { ...set, MLFLOW_AWS_SESSION_TOKEN: SECRET }],
    ['a placeholder', { ...set, MLFLOW_AWS_SECRET_ACCESS_KEY: `<${SECRET}>` }],
    ['keys and a profile', { ...set, MLFLOW_AWS_PROFILE: SECRET }],
    ['a password in a URI', { MLFLOW_TRACKING_URI: ` http://u:${SECRET}@host` }],
    ['a switch', { WITH_MLFLOW_ENV_STRICT: SECRET }],
    ['a launch mode', { WITH_MLFLOW_ENV_LAUNCH: SECRET }],
    ['a region', { ...set, MLFLOW_AWS_DEFAULT_REGION: `${SECRET}!` }],
  ])('does not appear if %s is refused', (_, layer) => {
    for (const setup of [{ env: layer }, { files: [layer] }]) {
      try {
        configured(setup)
        expect.unreachable('a refusal was expected')
      } catch (error) {
        if (!(error instanceof LauncherError)) throw error
        expect(diagnosticLine(error.diagnostic)).not.toContain(SECRET)
        expect(`${error.stack}${error.message}`).not.toContain(SECRET)
      }
    }
  })
})
