import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { GLOBAL } from '../rig/configure-values.ts'
import { inspect } from '../rig/wrappers.ts'

const tree = { 'work.sh': 'export AWS_PROFILE=work\n', 'mine.sh': 'AWS_ACCESS_KEY_ID=projectid\n' }

/** What bash writes into the environment for a function. */
function exported(name: string, body: string): Record<string, string> {
  const print = `process.stdout.write(JSON.stringify(process.env))`
  const text = `${name}() { ${body}; }; export -f ${name}; "${process.execPath}" -e '${print}'`
  const { stdout } = spawnSync('bash', ['-c', text], { encoding: 'utf8' })
  const env = JSON.parse(stdout) as Record<string, string>
  return Object.fromEntries(Object.entries(env).filter(([variable]) => variable.startsWith('BASH_FUNC_')))
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

  it('causes only a warning with the shell’s keys', () => {
    const env = { ...GLOBAL, ...exported('python', 'AWS_PROFILE=work command python "$@"') }
    const { inspected, child } = inspect(['bash', 'train.sh'], { files: [], tree, env })
    expect(inspected.warnings.at(-1)).toMatchObject({ code: 'exported-function-sets', data: { removed: false } })
    expect(child('BASH_FUNC_python%%')).toBeDefined()
  })
})
