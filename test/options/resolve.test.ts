import { describe, expect, it } from 'vitest'
import type { Arguments } from '../../src/options/arguments.ts'
import { ENVIRONMENT_ONLY, RUN_SWITCHES } from '../../src/options/global-options.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { type Options, resolveOptions } from '../../src/options/resolve.ts'
import { toSources } from '../rig/sources.ts'
import { refusal } from '../rig/temporary-tree.ts'

describe('resolveOptions', () => {
  const none: Arguments = parseArguments([])
  const keyOf = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof Options
  const switches = RUN_SWITCHES.map(({ name, variable }) => [name, variable ?? '', keyOf(name)] as const)

  it('has a field for each switch of the table, for the launch engine and for the variables to keep', () => {
    const fields = [...switches.map(([, , key]) => key), 'launch', 'keep']
    expect(Object.keys(resolveOptions(none, [])).sort()).toEqual(fields.sort())
    expect(fields).toEqual(expect.arrayContaining(['strict', 'keepAws', 'keepAwsConfig', 'withServer', 'quiet']))
  })

  it.each(switches)(
    'sets --%s by its option and by %s, in the environment and in a file if it has an effect there',
    (option, variable, key) => {
      expect(resolveOptions(parseArguments([`--${option}`]), [])[key]).toEqual({ kind: 'option', name: `--${option}` })
      expect(resolveOptions(none, toSources([{ [variable]: '1' }]))[key]).toEqual({
        kind: 'environment',
        name: variable,
      })
      const inFile = resolveOptions(none, toSources([{}, {}, { [variable]: 'true' }]))[key]
      if (ENVIRONMENT_ONLY.includes(variable)) expect(inFile).toBeNull()
      else expect(inFile).toMatchObject({ kind: 'file', display: '.env' })
      expect(resolveOptions(none, toSources([{}]))[key]).toBeNull()
    },
  )

  it.each([
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
    ['', false],
  ])('reads %j as %s', (value, expected) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: value }])
    expect(resolveOptions(none, sources).strict !== null).toBe(expected)
  })

  it.each(['yes', 'no', 'on', '2', ' 1', 'strict', 'False '])('refuses %j, which could be read either way', (value) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: value }])
    expect(refusal(() => resolveOptions(none, sources))).toMatchObject({ code: 'invalid-option-value' })
  })

  it('lets the higher source win if strict and keep-aws are in two sources', () => {
    const strictFile = toSources([{}, { WITH_MLFLOW_ENV_STRICT: '1' }])
    expect(resolveOptions(parseArguments(['--keep-aws']), strictFile)).toMatchObject({ strict: null })
    const laxFile = toSources([{}, { WITH_MLFLOW_ENV_KEEP_AWS: '1' }])
    expect(resolveOptions(parseArguments(['--strict']), laxFile)).toMatchObject({ keepAws: null })
  })

  it('lets a file win over the environment if the files come first, as with --override', () => {
    const [environment, file] = toSources([{ WITH_MLFLOW_ENV_STRICT: '0' }, { WITH_MLFLOW_ENV_STRICT: '1' }])
    const sources = [file, environment].filter((source) => source !== undefined)
    expect(resolveOptions(none, sources).strict).toMatchObject({ kind: 'file' })
    const [lax, strict] = toSources([{ WITH_MLFLOW_ENV_KEEP_AWS: '1' }, { WITH_MLFLOW_ENV_STRICT: '1' }])
    const overridden = [strict, lax].filter((source) => source !== undefined)
    expect(resolveOptions(none, overridden)).toMatchObject({ strict: { kind: 'file' }, keepAws: null })
  })

  it('lets the environment turn off what a file turns on', () => {
    const sources = toSources([{ WITH_MLFLOW_ENV_STRICT: '0' }, { WITH_MLFLOW_ENV_STRICT: '1' }])
    expect(resolveOptions(none, sources).strict).toBeNull()
  })

  it.each([
    [['--strict', '--keep-aws'], {}],
    [[], { WITH_MLFLOW_ENV_STRICT: '1', WITH_MLFLOW_ENV_KEEP_AWS: '1' }],
  ])('refuses strict together with keep-aws in one source: %j %j', (words, file) => {
    const found = refusal(() => resolveOptions(parseArguments(words), toSources([{}, file])))
    expect(found).toMatchObject({ code: 'conflicting-options' })
  })

  it.each([
    ['the option first', ['--launch', 'exec'], 'supervise', 'exec'],
    ['then the variable', [], 'supervise', 'supervise'],
    ['an empty variable is none', [], '', 'auto'],
  ])('sets launch to %s', (_, words, variable, expected) => {
    const sources = toSources([{ WITH_MLFLOW_ENV_LAUNCH: variable }])
    expect(resolveOptions(parseArguments(words), sources).launch.value).toBe(expected)
  })

  it.each(['fork', 'EXEC', 'auto '])('refuses %j for launch', (value) => {
    expect(refusal(() => resolveOptions(none, toSources([{ WITH_MLFLOW_ENV_LAUNCH: value }])))).toMatchObject({
      code: 'invalid-option-value',
    })
    expect(refusal(() => resolveOptions(parseArguments(['--launch', value]), []))).toMatchObject({
      code: 'invalid-option-value',
    })
  })
})
