import { describe, expect, it } from 'vitest'
import { checkPassed } from '../../src/mlflow/argv-secrets.ts'
import { parseArguments } from '../../src/options/arguments.ts'
import { parseServerArguments } from '../../src/options/server-arguments.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { refusal } from '../rig/server-settings.ts'

function parse(...words: string[]) {
  const { options, dryRun, passed, all } = parseServerArguments(parseArguments(words))
  const values = Object.fromEntries(Array.from(options, ([name, { value }]) => [name, value]))
  return { values, dryRun, passed, flags: [...all.flags], envFiles: all.envFiles, launch: all.launch, rest: all.rest }
}
const nothing = { values: {}, dryRun: false, passed: [], flags: [], envFiles: [], launch: null, rest: [] }

describe('what stands behind server', () => {
  it.each([
    [['server'], {}],
    [['server', '--port', '1', '--host=::1'], { values: { port: '1', host: '::1' } }],
    [['server', '--port', '1', '--port=2'], { values: { port: '2' } }],
    [['server', '--static-prefix=/a=b'], { values: { 'static-prefix': '/a=b' } }],
    [['server', '--port', '-1'], { values: { port: '-1' } }],
    [['server', '--no-serve-artifacts', '--presigned'], { values: { 'serve-artifacts': 'false', presigned: 'true' } }],
    [['server', '--dry-run'], { dryRun: true }],
    [['--strict', 'server', '--quiet', '--port=1'], { values: { port: '1' }, flags: ['strict', 'quiet'] }],
    [['--env-file', 'a', 'server', '--env-file=b', '--launch', 'exec'], { envFiles: ['a', 'b'], launch: 'exec' }],
    [['server', '--', '--dry-run', '--', '-x'], { passed: ['--dry-run', '--', '-x'] }],
    [['server', '--dry-run', '--'], { dryRun: true }],
  ])('%j', (words, expected) => {
    expect(parse(...words)).toEqual({ ...nothing, ...expected })
  })

  it.each([
    [['server', 'x'], { code: 'unexpected-argument', command: 'server' }],
    [['server', ''], { code: 'unexpected-argument' }],
    [['server', '--port'], { code: 'option-needs-value', option: '--port' }],
    [['server', '--port='], { code: 'option-needs-value' }],
    [['server', '--port', '--host'], { code: 'option-needs-value' }],
    [['server', '--port', '--'], { code: 'option-needs-value' }],
    [['server', '--dry-run=1'], { code: 'option-takes-no-value', option: '--dry-run' }],
    [['server', '--no-presigned=x'], { code: 'option-takes-no-value', option: '--no-presigned' }],
    [['server', '--prot', '1'], { code: 'unknown-server-option', option: '--prot', suggestion: '--port' }],
    [['server', '--no-port'], { code: 'unknown-server-option' }],
    [['server', '--app-name=secret'], { code: 'unknown-server-option', option: '--app-name', suggestion: null }],
    [['server', '-p', '1'], { code: 'unknown-server-option', option: '-p' }],
  ])('%j is refused', (words, expected) => {
    expect(refusal(() => parse(...words))).toMatchObject(expected)
  })
})

describe('what goes to MLflow as it is', () => {
  it.each([
    [[]],
    [['--app-name', 'basic-auth']],
    [['--dev', '--expose-prometheus', './metrics']],
    [['--registry-store-uri', 'sqlite:///r.db']],
    [['--help']],
  ])('may be %j', (words) => {
    expect(checkPassed(words)).toEqual([])
  })

  const own = SERVER_OPTIONS.filter(({ variable }) => variable?.startsWith('MLFLOW_')).map(({ name }) => `--${name}`)
  it.each([...own, '--no-serve-artifacts', '--port=1', '-p', '-p1', '-w', '-h'])('is never %s', (word) => {
    expect(refusal(() => checkPassed(['--dev', word, 'x']))).toMatchObject({ code: 'own-option-passed' })
  })

  it.each([
    [['--registry-store-uri', 'postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--registry-store-uri=postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--uvicorn-opts', '--ssl-keyfile-password pw'], '--uvicorn-opts', 'MLFLOW_UVICORN_OPTS'],
    [['--other', 'redis://:pw@h'], '--other', null],
  ])('is warned about where it looks like a secret: %j', (words, option, variable) => {
    expect(checkPassed(words)).toEqual([{ code: 'password-on-command-line', option, variable }])
  })
})
