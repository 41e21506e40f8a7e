import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/commands/parser.ts'
import { parseArguments } from '../../src/options/arguments.ts'

const parse = async (...words: string[]) => {
  const { options, all } = await parseCommandLine(parseArguments(words), 'config', { json: { type: 'boolean' } })
  return {
    json: options.json === true,
    flags: [...all.flags],
    envFiles: all.envFiles,
    launch: all.launch,
    rest: all.rest,
  }
}
const nothing = { json: false, flags: [], envFiles: [], launch: null, rest: [] }

describe('what stands behind a word of the launcher’s own', () => {
  it.each([
    [['config'], {}],
    [['config', '--json'], { json: true }],
    [['config', '--json', '--json'], { json: true }],
    [['--strict', 'config', '--quiet'], { flags: ['strict', 'quiet'] }],
    [['config', '--strict', '--json', '--keep-aws-config'], { json: true, flags: ['strict', 'keep-aws-config'] }],
    [['config', '--no-env-file'], { flags: ['no-env-file'] }],
    [['--env-file', 'a', 'config', '--env-file', 'b', '--env-file=c'], { envFiles: ['a', 'b', 'c'] }],
    [['config', '--env-file', '007'], { envFiles: ['007'] }],
    [['--launch', 'exec', 'config', '--launch=supervise'], { launch: 'supervise' }],
  ])('%j', async (words, expected) => {
    expect(await parse(...words)).toEqual({ ...nothing, ...expected })
  })

  it.each([
    [['config', 'x'], { code: 'unexpected-argument', command: 'config', argument: 'x' }],
    [['config', '5'], { code: 'unexpected-argument', argument: '5' }],
    [['config', '--json', 'false'], { code: 'unexpected-argument', argument: 'false' }],
    [['config', '--env-file', 'a', 'b'], { code: 'unexpected-argument', argument: 'b' }],
    [['config', '--unknown'], { code: 'unknown-option', option: '--unknown' }],
    [['config', '--no-json'], { code: 'unknown-option', option: '--no-json' }],
    [['config', '--json.x'], { code: 'unknown-option' }],
    [['config', '--env-file.x=y'], { code: 'unknown-option' }],
    [['config', '--constructor=x'], { code: 'unknown-option', option: '--constructor' }],
    [['config', '--__proto__=x'], { code: 'unknown-option', option: '--__proto__' }],
    [['config', '-abc'], { code: 'unknown-option' }],
    [['config', '--keep_aws'], { code: 'unknown-option', suggestion: '--keep-aws' }],
    [['config', '--json=maybe'], { code: 'option-takes-no-value', option: '--json' }],
    [['config', '--strict=0'], { code: 'option-takes-no-value', option: '--strict' }],
    [['config', '--env-file'], { code: 'option-needs-value', option: '--env-file' }],
    [['config', '--env-file='], { code: 'option-needs-value', option: '--env-file' }],
    [['config', '--env-file', '--json'], { code: 'option-needs-value', option: '--env-file' }],
    [['config', '--launch'], { code: 'option-needs-value', option: '--launch' }],
  ])('%j is refused', async (words, expected) => {
    await expect(parse(...words)).rejects.toMatchObject({ failure: expected })
  })
})
