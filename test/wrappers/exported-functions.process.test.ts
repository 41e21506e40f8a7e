import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { GLOBAL } from '../rig/configure-values.ts'
import { inspect } from '../rig/wrappers.ts'

const tree = { 'work.sh': 'export AWS_PROFILE=work\n', 'mine.sh': 'AWS_ACCESS_KEY_ID=projectid\n' }

/** What bash writes into the environment for a function. */
function exported(name: string, body: string): Record<string, string> {
  const text = `${name}() { ${body}; }; export -f ${name}; env -0`
  const { stdout } = spawnSync('bash', ['-c', text], { encoding: 'utf8' })
  const env = stdout.split('\0').map((line) => [line.split('=', 1)[0] ?? '', line.replace(/^[^=]*=/, '')])
  return Object.fromEntries(env.filter(([variable]) => variable?.startsWith('BASH_FUNC_')))
}

describe('a function that bash exports', () => {
  it.each([
    ['python', 'AWS_PROFILE=work command python "$@"', 'AWS_PROFILE'],
    ['mlflow', 'export AWS_PROFILE=work; command mlflow "$@"', 'AWS_PROFILE'],
    ['python3', '. ./work.sh; command python3 "$@"', 'AWS_PROFILE'],
    ['uv', 'unset AWS_ACCESS_KEY_ID; command uv "$@"', 'AWS_ACCESS_KEY_ID'],
  ])('is kept from the command if it changes the account: %s() { %s; }', (name, body, changed) => {
    const env = exported(name, body)
    const { inspected, child } = inspect(['bash', 'train.sh'], { tree, env })
    expect(Object.keys(env)).toEqual([`BASH_FUNC_${name}%%`])
    const [warning] = inspected.warnings.slice(-1)
    expect(warning).toMatchObject({ code: 'exported-function-sets', data: { names: [changed], name, removed: true } })
    expect(child(`BASH_FUNC_${name}%%`)).toBeUndefined()
  })

  it.each([
    ['python', 'nice -n 5 command python "$@"'],
    ['python', '. ./mine.sh; command python "$@"'],
    ['python', 'AWS_PAGER= command python "$@"'],
    ['module', 'eval "$(/opt/lmod bash "$@")"'],
    ['work', 'export AWS_PROFILE=work'],
  ])('stays, in silence, if it does not: %s() { %s; }', (name, body) => {
    const { inspected, child } = inspect(['bash', 'train.sh'], { tree, env: exported(name, body) })
    expect(inspected.warnings.filter(({ code }) => code === 'exported-function-sets')).toEqual([])
    expect(child(`BASH_FUNC_${name}%%`)).toMatch(/^\(\)/)
  })

  it.each([
    ['AWS_PROFILE=work python "$@"', ['bash', '-c', 'runpy who.py'], 'AWS_PROFILE'],
    ['set -a; . ./work.sh; python "$@"', ['bash', '-c', 'cd . && runpy who.py'], 'AWS_PROFILE'],
    ['env $(cat work.env) python "$@"', ['bash', 'train.sh'], 'AWS_ACCESS_KEY_ID'],
  ])('stays with a warning if the command calls it by its own name: runpy() { %s; }', (body, command, changed) => {
    const files = { ...tree, 'work.env': 'AWS_ACCESS_KEY_ID=workid\n', 'train.sh': 'runpy who.py\nrunpy x.py\n' }
    const { inspected, child } = inspect(command, { tree: files, env: exported('runpy', body) })
    const warnings = inspected.warnings.filter(({ code }) => code === 'exported-function-sets')
    expect(warnings).toMatchObject([{ data: { names: [changed], name: 'runpy', removed: false, isCalled: true } }])
    expect(child('BASH_FUNC_runpy%%')).toBeDefined()
  })

  it.each([
    ['AWS_PROFILE=work python "$@"', ['bash', '-c', 'echo runpy; python who.py']],
    ['AWS_PAGER= python "$@"', ['bash', '-c', 'runpy who.py']],
    ['env $(cat mine.sh) python "$@"', ['bash', '-c', 'runpy who.py']],
    ['AWS_PROFILE=work python "$@"', ['runpy', 'who.py']],
  ])('causes nothing if it is not called, or is harmless: runpy() { %s; } and %j', (body, command) => {
    expect(inspect(command, { tree, env: exported('runpy', body) }).found).toEqual([])
  })

  it('causes only a warning with the shell’s keys', () => {
    const env = { ...GLOBAL, ...exported('python', 'AWS_PROFILE=work command python "$@"') }
    const { inspected, child } = inspect(['bash', 'train.sh'], { files: [], tree, env })
    expect(inspected.warnings.at(-1)).toMatchObject({ code: 'exported-function-sets', data: { removed: false } })
    expect(child('BASH_FUNC_python%%')).toBeDefined()
  })
})
