import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/model/failure.ts'
import { type Arguments, parseArguments } from '../../src/options/arguments.ts'
import { OPTIONS } from '../../src/options/global-options.ts'
import { resolveOptions } from '../../src/options/resolve.ts'
import { toSources } from '../rig/sources.ts'

const given = (words: string[]): Record<string, unknown> => {
  const { flags, ...rest } = parseArguments(words)
  return { ...rest, flags: [...flags] }
}
const nothing = { envFiles: [], flags: [], launch: null, rest: [], separated: false }

function failure(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
  return null
}

describe('parseArguments', () => {
  it.each([
    [[], {}],
    [['python', 'train.py'], { rest: ['python', 'train.py'] }],
    [['--strict', 'python'], { flags: ['strict'], rest: ['python'] }],
    [['--strict', '--quiet', '--keep-aws', 'x'], { flags: ['strict', 'quiet', 'keep-aws'], rest: ['x'] }],
    [
      ['python', '--strict', '--', '-x', '--env-file', 'a'],
      { rest: ['python', '--strict', '--', '-x', '--env-file', 'a'] },
    ],
    [['--', 'server', '--port', '1'], { rest: ['server', '--port', '1'], separated: true }],
    [['--quiet', '--', '--strict'], { flags: ['quiet'], rest: ['--strict'], separated: true }],
    [['--', '--', 'x'], { rest: ['--', 'x'], separated: true }],
    [['--'], { separated: true }],
    [['-'], { rest: ['-'] }],
    [[''], { rest: [''] }],
    [['--env-file', 'a', '--env-file=b', 'x'], { envFiles: ['a', 'b'], rest: ['x'] }],
    [['--env-file=a=b', 'x'], { envFiles: ['a=b'], rest: ['x'] }],
    [['--env-file=--odd', 'x'], { envFiles: ['--odd'], rest: ['x'] }],
    [['--env-file', '-', 'x'], { envFiles: ['-'], rest: ['x'] }],
    [['--launch', 'exec', '--launch=supervise', 'x'], { launch: 'supervise', rest: ['x'] }],
    [['-h'], { flags: ['help'] }],
    [['--version'], { flags: ['version'] }],
    [['python', '-h'], { rest: ['python', '-h'] }],
  ])('%j', (words, expected) => {
    expect(given(words)).toEqual({ ...nothing, ...expected })
  })

  it('leaves every word of the command as it is', () => {
    const letter = fc.constantFrom(...'-=ab \n\x1b"\'$é日😀')
    const command = fc
      .array(fc.string({ unit: letter }), { minLength: 1 })
      .filter(([first = '']) => !/^-./s.test(first))
    fc.assert(
      fc.property(command, fc.boolean(), (words, separate) => {
        const before = separate ? ['--strict', '--'] : ['--env-file', 'a']
        expect(parseArguments([...before, ...words]).rest).toEqual(words)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    [['--unknown'], '--unknown', null],
    [['--stric'], '--stric', '--strict'],
    [['--stirct'], '--stirct', '--strict'],
    [['--env'], '--env', '--env-file'],
    [['--envfile', 'x'], '--envfile', '--env-file'],
    [['--env_file', 'x'], '--env_file', '--env-file'],
    [['--keep_aws'], '--keep_aws', '--keep-aws'],
    [['--LAUNCH=exec'], '--LAUNCH', '--launch'],
    [['--dry-run'], '--dry-run', null],
    [['--password=hunter2'], '--password', null],
    [['--strict', '--x'], '--x', null],
  ])('refuses %j', (words, option, suggestion) => {
    expect(failure(() => parseArguments([...words, 'python']))).toEqual({ code: 'unknown-option', option, suggestion })
  })

  it.each([
    [['--env-file'], 'option-needs-value', '--env-file'],
    [['--env-file='], 'option-needs-value', '--env-file'],
    [['--env-file', ''], 'option-needs-value', '--env-file'],
    [['--env-file', '--strict', 'x'], 'option-needs-value', '--env-file'],
    [['--launch'], 'option-needs-value', '--launch'],
    [['--strict=1', 'x'], 'option-takes-no-value', '--strict'],
    [['--strict=', 'x'], 'option-takes-no-value', '--strict'],
    [['--help=x'], 'option-takes-no-value', '--help'],
  ])('refuses %j', (words, code, option) => {
    expect(failure(() => parseArguments(words))).toEqual({ code, option })
  })
})

describe('resolveOptions', () => {
  const none: Arguments = parseArguments([])
  const flags = [
    ['strict', 'WITH_MLFLOW_ENV_STRICT'],
    ['keepAws', 'WITH_MLFLOW_ENV_KEEP_AWS'],
    ['keepAwsConfig', 'WITH_MLFLOW_ENV_KEEP_AWS_CONFIG'],
    ['quiet', 'WITH_MLFLOW_ENV_QUIET'],
  ] as const

  it.each(flags)('%s by option and by %s, in the environment and in a file', (key, variable) => {
    const option = OPTIONS.find((known) => known.variable === variable)?.name ?? ''
    expect(resolveOptions(parseArguments([`--${option}`]), [])[key]).toEqual({ kind: 'option', name: `--${option}` })
    expect(resolveOptions(none, toSources([{ [variable]: '1' }]))[key]).toEqual({ kind: 'environment', name: variable })
    expect(resolveOptions(none, toSources([{}, {}, { [variable]: 'true' }]))[key]).toMatchObject({
      kind: 'file',
      display: '.env',
    })
    expect(resolveOptions(none, toSources([{}]))[key]).toBeNull()
  })

  it.each([
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
    ['', false],
  ])('%j means %s', (value, expected) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: value }])
    expect(resolveOptions(none, sources).strict !== null).toBe(expected)
  })

  it.each(['yes', 'no', 'on', '2', ' 1', 'strict', 'False '])('refuses %j, which could be read either way', (value) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: value }])
    expect(failure(() => resolveOptions(none, sources))).toMatchObject({ code: 'option-value' })
  })

  it('lets the higher place win where strict and keep-aws stand in two', () => {
    const strictFile = toSources([{}, { WITH_MLFLOW_ENV_STRICT: '1' }])
    expect(resolveOptions(parseArguments(['--keep-aws']), strictFile)).toMatchObject({ strict: null })
    const laxFile = toSources([{}, { WITH_MLFLOW_ENV_KEEP_AWS: '1' }])
    expect(resolveOptions(parseArguments(['--strict']), laxFile)).toMatchObject({ keepAws: null })
  })

  it('lets the environment say no to a file', () => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: '0' }, { WITH_MLFLOW_ENV_STRICT: '1' }])
    expect(resolveOptions(none, sources).strict).toBeNull()
  })

  it.each([
    [['--strict', '--keep-aws'], {}],
    [[], { WITH_MLFLOW_ENV_STRICT: '1', WITH_MLFLOW_ENV_KEEP_AWS: '1' }],
  ])('refuses strict together with keep-aws in one place: %j %j', (words, file) => {
    const found = failure(() => resolveOptions(parseArguments(words), toSources([{}, file])))
    expect(found).toMatchObject({ code: 'options-contradict' })
  })

  it.each([
    ['the option first', ['--launch', 'exec'], 'supervise', 'exec'],
    ['then the variable', [], 'supervise', 'supervise'],
    ['an empty variable is none', [], '', 'auto'],
  ])('launch: %s', (_, words, variable, expected) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_LAUNCH: variable }])
    expect(resolveOptions(parseArguments(words), sources).launch.value).toBe(expected)
  })

  it.each(['fork', 'EXEC', 'auto '])('launch: refuses %j', (value) => {
    expect(failure(() => resolveOptions(none, toSources([{ WITH_MLFLOW_ENV_LAUNCH: value }])))).toMatchObject({
      code: 'option-value',
    })
    expect(failure(() => resolveOptions(parseArguments(['--launch', value]), []))).toMatchObject({
      code: 'option-value',
    })
  })
})
