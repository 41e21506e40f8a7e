import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/options/parse.ts'
import { givenValues } from '../rig/given-options.ts'
import { refusal } from '../rig/temporary-tree.ts'

const given = (words: string[]): Record<string, unknown> => {
  const { options, ...rest } = parseArguments(words)
  return { ...rest, options: givenValues(options) }
}
const nothing = { options: {}, rest: [], separated: false }
const YES = ['true']

describe('parseArguments', () => {
  it.each([
    [[], {}],
    [['python', 'train.py'], { rest: ['python', 'train.py'] }],
    [['--strict', 'python'], { options: { strict: YES }, rest: ['python'] }],
    [
      ['--strict', '--quiet', '--keep-aws', 'x'],
      { options: { strict: YES, quiet: YES, 'keep-aws': YES }, rest: ['x'] },
    ],
    [
      ['python', '--strict', '--', '-x', '--env-file', 'a'],
      { rest: ['python', '--strict', '--', '-x', '--env-file', 'a'] },
    ],
    [['--', 'server', '--port', '1'], { rest: ['server', '--port', '1'], separated: true }],
    [['--quiet', '--', '--strict'], { options: { quiet: YES }, rest: ['--strict'], separated: true }],
    [['--', '--', 'x'], { rest: ['--', 'x'], separated: true }],
    [['--'], { separated: true }],
    [['-'], { rest: ['-'] }],
    [[''], { rest: [''] }],
    [['--env-file', 'a', '--env-file=b', 'x'], { options: { 'env-file': ['a', 'b'] }, rest: ['x'] }],
    [['--env-file=a=b', 'x'], { options: { 'env-file': ['a=b'] }, rest: ['x'] }],
    [['--env-file=--odd', 'x'], { options: { 'env-file': ['--odd'] }, rest: ['x'] }],
    [['--env-file', '-', 'x'], { options: { 'env-file': ['-'] }, rest: ['x'] }],
    [['--launch', 'exec', '--launch=supervise', 'x'], { options: { launch: ['exec', 'supervise'] }, rest: ['x'] }],
    [['-h'], { options: { help: YES } }],
    [['--version'], { options: { version: YES } }],
    [['python', '-h'], { rest: ['python', '-h'] }],
  ])('splits the words into options and the command: %j', (words, expected) => {
    expect(given(words)).toEqual({ ...nothing, ...expected })
  })

  it('leaves every word of the command unchanged', () => {
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
    [['-v'], '-v', '--version'],
    [['-q'], '-q', '--quiet'],
    [['-x'], '-x', null],
    [['-help'], '-help', '--help'],
    [['--hlep'], '--hlep', '--help'],
    [['--env'], '--env', '--env-file'],
    [['--envfile', 'x'], '--envfile', '--env-file'],
    [['--env_file', 'x'], '--env_file', '--env-file'],
    [['--keep_aws'], '--keep_aws', '--keep-aws'],
    [['--LAUNCH=exec'], '--LAUNCH', '--launch'],
    [['--dry-run'], '--dry-run', null],
    [['--password=hunter2'], '--password', null],
    [['--strict', '--x'], '--x', null],
  ])('refuses %j', (words, option, suggestion) => {
    expect(refusal(() => parseArguments([...words, 'python']))).toMatchObject({
      code: 'unknown-option',
      data: { option, command: null, suggestion },
    })
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
    expect(refusal(() => parseArguments(words))).toMatchObject({ code, data: { option } })
  })
})
