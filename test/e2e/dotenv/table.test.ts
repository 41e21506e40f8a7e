// Where readers of `.env` disagree, construct by construct: the child gets Python's value, `config` warns with file and
// line if npm's reader sees something else, and everyday lines are read in silence.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import { launcher } from '../../rig/paths.ts'
import { EnvFileSandbox } from '../oracle/env-file-sandbox.ts'
import { runLauncher } from '../oracle/launcher.ts'
import { Worker } from '../oracle/python-worker.ts'

const worker = new Worker()
const sandbox = new EnvFileSandbox()
afterAll(() => {
  worker.stop()
  sandbox.clear()
})

type Row = readonly [text: string, values: Readonly<Record<string, string>>, line: number]

/** Read differently: the text, what Python makes of it, and the line to be warned about. */
const DIFFERENT: readonly Row[] = [
  ['A=x#y', { A: 'x#y' }, 1],
  ['# c\n\nA=http://h/p#frag', { A: 'http://h/p#frag' }, 3],
  ['A={"a": "b#c"}', { A: '{"a": "b#c"}' }, 1],
  ['A=#x', { A: '#x' }, 1],
  ['A=`x`', { A: '`x`' }, 1],
  ['A="\\t"', { A: '\t' }, 1],
  ['A="\\a\\b\\f\\v"', { A: '\x07\b\f\v' }, 1],
  ['A="x\\\\y"', { A: 'x\\y' }, 1],
  ["A='x\\\\y'", { A: 'x\\y' }, 1],
  ['A="\\\\n"', { A: '\\n' }, 1],
  ['A="\\""', { A: '"' }, 1],
  ["A='\\''", { A: "'" }, 1],
  ['A="\\\'"', { A: "'" }, 1],
  ['A=x\nexport A', {}, 2],
  ['A=x\nA', {}, 2],
  ["'A'=x", { A: 'x' }, 1],
  ['A+=x', { 'A+': 'x' }, 1],
  ['Ä=x', { Ä: 'x' }, 1],
  ['a/b=x', { 'a/b': 'x' }, 1],
  ['a[0]=x', { 'a[0]': 'x' }, 1],
  ["B=b\nA='${B}'", { B: 'b', A: 'b' }, 2],
]

/** Lines that Python drops. */
const DROPPED: readonly Row[] = [
  ['A="x"y', {}, 1],
  ['A="x" y', {}, 1],
  ['A="x"\'y\'', {}, 1],
  ['A="x"z"y"', {}, 1],
  ['A: x', {}, 1],
  ['A="x\nB=b', { B: 'b' }, 1],
  // What looks like two more lines is swallowed by the quotes.
  ['B=b\nA="x\nC=c\nD="y\nE=e', { B: 'b', E: 'e' }, 2],
]

/** Lines that versions of python-dotenv read differently. */
const VERSIONS: readonly Row[] = [
  ['A= # c', { A: '' }, 1],
  ["A='x\\\\'\nB='y'", { A: 'x\\', B: 'y' }, 1],
]

/** A name that versions before 1.2.4 do not see: it is taken, whatever its name. */
const MARKED: Row = ['\ufeffA=x', { A: 'x' }, 1]

const SILENT: readonly (readonly [text: string, values: Readonly<Record<string, string>>])[] = [
  ['A=x', { A: 'x' }],
  ['  export A = x  ', { A: 'x' }],
  ['A="x y" # c', { A: 'x y' }],
  ["A='x # y'", { A: 'x # y' }],
  ['A=x y # c', { A: 'x y' }],
  ['A=\nB=""', { A: '', B: '' }],
  ['A=$x $$ $(c)', { A: '$x $$ $(c)' }],
  ['B=b\nA=${B}/${C:-c}/${C}', { B: 'b', A: 'b/c/' }],
  ['A="x\ny"\nB=b', { A: 'x\ny', B: 'b' }],
  ['A=x\r\nB="y"\r\n', { A: 'x', B: 'y' }],
  ['A=1\nA=2', { A: '2' }],
]

/** What the file gave the child, and what it gives a Python process. */
async function readings(text: string) {
  const files = sandbox.write({ '.env': text })
  const { refused, env, warned } = sandbox.read(sandbox.parent)
  const python = await worker.load(sandbox.parent, files)
  const own = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => !(name in sandbox.parent) && !/^(?:MLFLOW_|WITH_)/.test(name)),
    )
  return { refused, warned: [...warned], child: own(env), python: own(python.env) }
}

describe('a line that readers see differently', () => {
  it.each([...DIFFERENT, ...DROPPED, ...VERSIONS, MARKED])(
    'has the value that Python reads, and a warning: %j',
    async (text, values, line) => {
      const { refused, warned, child, python } = await readings(text)
      expect({ refused, child, python }).toEqual({ refused: null, child: values, python: values })
      expect(warned).toContain(line)
    },
  )

  const MIXED = 'B=b\nA=hidden#value\nC="hidden"value\n'

  it('is reported by config with its file and line, without its value', () => {
    sandbox.write({ '.env': MIXED })
    const options = { env: sandbox.parent, cwd: sandbox.cwd, encoding: 'utf8' } as const
    const { status, stderr } = spawnSync(process.execPath, [launcher, 'config'], options)
    expect(status).toBe(0)
    expect(stderr).toMatch(/\.env:2: A: some readers cut an unquoted value at '#'/)
    expect(stderr).toMatch(/\.env:3: python-dotenv cannot parse this line and ignores it/)
    expect(stderr).not.toMatch(/hidden|value#|#value/)
  })

  it('is reported by a run only if Python itself loses it', () => {
    sandbox.write({ '.env': MIXED })
    const { status, stderr } = runLauncher(sandbox.parent, sandbox.cwd)
    expect(status).toBe(0)
    expect(stderr).not.toMatch(/\.env:2/)
    expect(stderr).toMatch(/\.env:3: python-dotenv cannot parse this line and ignores it/)
    expect(stderr).not.toMatch(/hidden/)
  })

  const OURS = ['MLFLOW_EXPERIMENT_NAME', 'AWS_STORAGE_BUCKET_NAME', 'DATABASE_URI', 'WITH_MLFLOW_ENV_QUIET']
  const refusesWith = async (text: string, name: string) => {
    const { refused } = await readings(text.replaceAll(/\bA(?=[:=])/g, name))
    expect(refused).toMatch(/^env-file-(?:syntax|version-dependent)$/)
  }
  it.each(OURS)('is refused if it names %s', (name) => refusesWith('A="x"y', name))
  it.each([...DROPPED, ...VERSIONS])('is refused if it names a variable of MLflow: %j', (text) =>
    refusesWith(text, 'MLFLOW_EXPERIMENT_NAME'),
  )
})

describe('an everyday line', () => {
  it.each(SILENT)('is read without a warning: %j', async (text, values) => {
    const { refused, warned, child, python } = await readings(text)
    expect({ refused, warned, child, python }).toEqual({ refused: null, warned: [], child: values, python: values })
  })
})

describe('a .env file', () => {
  it.each([
    ['a byte that is not UTF-8, in a comment', Buffer.from('A=x\n# caf\xe9\n', 'latin1'), 'env-file-not-utf8'],
    ['a NUL', 'A=x\0y\n', 'env-file-nul'],
    ['a string longer than a process can get', `A=${'x'.repeat(131_070)}\n`, 'env-file-line-too-long'],
  ])('with %s is refused', (_, content, code) => {
    sandbox.write({ '.env': content })
    expect(sandbox.read(sandbox.parent).refused).toBe(code)
  })

  it('with the longest string that a process can get is read', () => {
    sandbox.write({ '.env': `A=${'x'.repeat(131_069)}\n` })
    expect(runLauncher(sandbox.parent, sandbox.cwd).env.A).toHaveLength(131_069)
  })

  it('of lower precedence sets only what the higher file and the environment leave unset', async () => {
    const parent = { ...sandbox.parent, B: 'of-the-parent' }
    const files = sandbox.write({ '.env.mlflow': 'A=1\nB=1\nC=${A}${B}\n', '.env': 'A=2\nD=${A}${B}${C}\nE=${F:-e}\n' })
    try {
      const { env } = sandbox.read(parent)
      const expected = { A: '1', B: 'of-the-parent', C: '1of-the-parent', D: '1of-the-parent1of-the-parent', E: 'e' }
      expect(env).toMatchObject(expected)
      expect((await worker.load(parent, files)).env).toMatchObject(expected)
    } finally {
      sandbox.write({ '.env.mlflow': '' })
    }
  })
})
