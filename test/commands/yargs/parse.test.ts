import { describe, expect, it } from 'vitest'
import { parseCommandLine, refusePassthroughArgs } from '../../../src/commands/yargs/parse.ts'
import { option } from '../../../src/options/option.ts'
import { parseArguments } from '../../../src/options/parse.ts'
import { SERVER_OPTIONS } from '../../../src/options/server-options.ts'
import { givenValues } from '../../rig/given-options.ts'
import { refusal } from '../../rig/temporary-tree.ts'

const OPTIONS = { config: [option('json', { help: 'as JSON' })], server: SERVER_OPTIONS }
const SECRET = 's3cretKEYwJalrXUtnFEMI/K7MDENG'
const YES = ['true']

function parse(...words: string[]) {
  const given = parseArguments(words)
  const { args, passthroughArgs } = parseCommandLine(given, OPTIONS[given.rest[0] as keyof typeof OPTIONS])
  return { options: givenValues(args.options), passthroughArgs, rest: args.rest }
}

describe('the words after one of the launcher’s own', () => {
  it.each([
    [['config'], {}],
    [['config', '--json'], { json: YES }],
    [['config', '--json', '--json'], { json: YES }],
    [['--strict', 'config', '--quiet'], { strict: YES, quiet: YES }],
    [['config', '--strict', '--json', '--keep-aws-config'], { json: YES, strict: YES, 'keep-aws-config': YES }],
    [['config', '--no-env-file'], { 'no-env-file': YES }],
    [['--env-file', 'a', 'config', '--env-file', 'b', '--env-file=c'], { 'env-file': ['a', 'b', 'c'] }],
    [['config', '--env-file', '007'], { 'env-file': ['007'] }],
    [['config', '--env-file=--odd'], { 'env-file': ['--odd'] }],
    [['--launch', 'exec', 'config', '--launch=supervise'], { launch: ['exec', 'supervise'] }],
    [['server'], {}],
    [['server', '--port', '1', '--host=::1'], { port: ['1'], host: ['::1'] }],
    [['server', '--port', '1', '--port=2'], { port: ['1', '2'] }],
    [['server', '--ready-timeout', '5'], { 'ready-timeout': ['5'] }],
    [['server', '--wait', '5', '--wait=6'], { 'ready-timeout': ['5', '6'] }],
    [['server', '--static-prefix=/a=b'], { 'static-prefix': ['/a=b'] }],
    [['server', '--port', '-1'], { port: ['-1'] }],
    [['server', '--port', '1e3'], { port: ['1e3'] }],
    [['server', '--host', "'quoted'"], { host: ["'quoted'"] }],
    [['server', '--no-serve-artifacts', '--presigned'], { 'serve-artifacts': ['false'], presigned: YES }],
    [['server', '--dry-run'], { 'dry-run': YES }],
    [['--strict', 'server', '--quiet', '--port=1'], { strict: YES, quiet: YES, port: ['1'] }],
  ])('%j are its options and the global ones, in any order', (words, options) => {
    expect(parse(...words)).toEqual({ options, passthroughArgs: [], rest: [] })
  })

  it.each([
    [['server', '--', '--dry-run', '--', '-x', '007', ''], {}, ['--dry-run', '--', '-x', '007', '']],
    [['server', '--dry-run', '--'], { 'dry-run': YES }, []],
  ])('%j are passed on unchanged after --', (words, options, passthroughArgs) => {
    expect(parse(...words)).toEqual({ options, passthroughArgs, rest: [] })
  })

  it.each([
    [['config', 'x'], 'unexpected-argument', { command: 'config', position: 1, suggestion: null }],
    [['config', 'json'], 'unexpected-argument', { position: 1, suggestion: '--json' }],
    [['config', '5'], 'unexpected-argument', { position: 1, suggestion: null }],
    [['config', '--json', 'false'], 'unexpected-argument', { position: 2 }],
    [['config', '--env-file', 'a', 'b'], 'unexpected-argument', { position: 3 }],
    [['server', 'x'], 'unexpected-argument', { command: 'server' }],
    [['server', '5001'], 'unexpected-argument', { command: 'server', suggestion: '--port' }],
    [['server', '123456'], 'unexpected-argument', { suggestion: null }],
    [['server', 'prot', '1'], 'unexpected-argument', { position: 1, suggestion: '--port' }],
    [['server', ''], 'unexpected-argument', { position: 1 }],
    [['server', '-'], 'unexpected-argument', { position: 1 }],
    [['config', '--unknown'], 'unknown-option', { option: '--unknown' }],
    [['config', '--no-json'], 'unknown-option', { option: '--no-json' }],
    [['config', '--json.x'], 'unknown-option', { option: '--json.x' }],
    [['config', '--env-file.x=y'], 'unknown-option', { option: '--env-file.x' }],
    [['config', '--constructor=x'], 'unknown-option', { option: '--constructor' }],
    [['config', '--__proto__=x'], 'unknown-option', { option: '--__proto__' }],
    [['config', '--_=x'], 'unknown-option', { option: '--_' }],
    [['config', '--get-yargs-completions'], 'unknown-option', {}],
    [['config', '-abc'], 'unknown-option', { option: '-abc' }],
    [['config', '-json'], 'unknown-option', { option: '-json', suggestion: '--json' }],
    [['config', '-hh'], 'unknown-option', { option: '-hh', suggestion: null }],
    [['config', '---json'], 'unknown-option', { option: '---json' }],
    [['config', '--keep_aws'], 'unknown-option', { suggestion: '--keep-aws' }],
    [['config', '--keepAws'], 'unknown-option', { suggestion: '--keep-aws' }],
    [['server', '--prot', '1'], 'unknown-option', { command: 'server', option: '--prot', suggestion: '--port' }],
    [['server', '--no-port'], 'unknown-option', { option: '--no-port' }],
    [['server', '--no-no-presigned'], 'unknown-option', { option: '--no-no-presigned' }],
    [['server', '--app-name=secret'], 'unknown-option', { option: '--app-name', suggestion: null }],
    [['server', '-p', '1'], 'unknown-option', { option: '-p', suggestion: '--port' }],
    [['config', '--json=maybe'], 'option-takes-no-value', { option: '--json' }],
    [['config', '--strict=0'], 'option-takes-no-value', { option: '--strict' }],
    [['server', '--dry-run=1'], 'option-takes-no-value', { option: '--dry-run' }],
    [['server', '--no-presigned=x'], 'option-takes-no-value', { option: '--no-presigned' }],
    [['config', '-h=x'], 'option-takes-no-value', { option: '-h' }],
    [['config', '--env-file'], 'option-needs-value', { option: '--env-file', command: 'config' }],
    [['config', '--env-file='], 'option-needs-value', { option: '--env-file' }],
    [['config', '--env-file', '--json'], 'option-needs-value', { option: '--env-file' }],
    [['config', '--launch'], 'option-needs-value', { option: '--launch' }],
    [['server', '--port', ''], 'option-needs-value', { option: '--port' }],
    [['server', '--port', '--host', 'x'], 'option-needs-value', { option: '--port' }],
    [['server', '--port', '--prot'], 'option-needs-value', { option: '--port' }],
    [['server', '--port', '--'], 'option-needs-value', { option: '--port' }],
    [['server', '--presigned', '--no-presigned'], 'conflicting-options', {}],
    [['server', '--wait', '5', '--ready-timeout', '6'], 'conflicting-options', {}],
    [['server', '--wait'], 'option-needs-value', { option: '--wait' }],
    [['server', '--no-wait'], 'unknown-option', { option: '--no-wait' }],
  ])('%j are refused with %s', (words, code, data) => {
    expect(refusal(() => parse(...words))).toMatchObject({ code, data })
  })

  it.each([
    ['config', SECRET],
    ['config', '--', SECRET],
    ['config', '--json', SECRET],
    ['server', SECRET],
    ['server', `--${SECRET}`],
    ['server', `--${SECRET}=x`],
    ['config', `-p${SECRET}`],
    ['config', `-${SECRET}`],
    ['config', '-psecretword'],
  ])('are not repeated unless they are names of options: %s %s %s', (...words) => {
    const given = parseArguments(words)
    const message = refusal(() => {
      const [word = ''] = given.rest
      refusePassthroughArgs(word, parseCommandLine(given, OPTIONS[word as keyof typeof OPTIONS]))
    })?.message
    expect(message).toMatch(
      /^(?:'with-mlflow-env (?:config|server)' takes options only; argument \d+ is not one: |'with-mlflow-env (?:config|server)' has no option '-[-\w]?…': )/,
    )
    expect(message).not.toMatch(/s3cret|secretword/i)
  })
})
