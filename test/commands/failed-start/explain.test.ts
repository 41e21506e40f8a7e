import { chmodSync, lchownSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/commands/failed-start/attempt.ts'
import { explain } from '../../../src/commands/failed-start/index.ts'
import { toSpawnError } from '../../../src/launch/preflight.ts'
import { HOSTILE } from '../../rig/samples.ts'
import { hostContextIn, isRoot, type Tree, temporaryTree } from '../../rig/temporary-tree.ts'

/** What is said about a command in a directory; files whose path has a `bin` in it are executable. */
function said(tree: Tree, words: readonly string[], more: Partial<Attempt> & { cwd?: string } = {}): string {
  const top = temporaryTree(tree)
  for (const [path, content] of Object.entries(tree)) {
    if (/(?:^|\/)bin\//.test(path) && typeof content === 'string') chmodSync(join(top, path), 0o755)
  }
  const [command = '', ...args] = words
  const cwd = join(top, more.cwd ?? '')
  const env = { PATH: join(top, 'bin') }
  const attempt: Attempt = {
    ...{
      command,
      args,
      isSeparated: false,
      ownWords: ['config', 'server'],
      env,
      hostContext: hostContextIn(cwd),
      project: cwd,
    },
    ...more,
  }
  const { diagnostic } = toSpawnError({ command, args, env, cwd }, { code: 'ENOENT' })
  return explain(diagnostic, attempt).message.replaceAll(top, 'TOP')
}

const NOT_FOUND = ': command not found on PATH'

describe('a command that is nearly a word of the launcher', () => {
  it.each([
    ...['sever', 'srver', 'servr', 'Server', 'serve', 'serv', 'servers', 'ui'].map((word) => [word, 'server']),
    ...['confg', 'cofnig', 'conf', 'CONFIG', 'configs', 'configure', 'configuration'].map((word) => [word, 'config']),
    ['help', '--help'],
    ['version', '--version'],
  ])('%s is asked about: %s', (written, meant) => {
    expect(said({}, [written])).toBe(`'${written}'${NOT_FOUND}: did you mean '${meant}'?`)
  })

  it.each(['docter', 'ini', 'key', 'exprot', 'serverless', 'server.py', 'con', 'never', 'convert', 'x'])(
    '%s is not',
    (written) => {
      expect(said({}, [written])).toBe(`'${written}'${NOT_FOUND}`)
    },
  )

  it.each([
    [['help', 'server'], "did you mean 'server --help'?"],
    [['man', 'config'], "did you mean 'config --help'?"],
    [['help', 'make'], "did you mean '--help'?"],
  ])('may ask for the help of a word: %j', (words, hint) => {
    expect(said({}, words)).toBe(`'${words[0]}'${NOT_FOUND}: ${hint}`)
  })

  it('is a program after --', () => {
    expect(said({}, ['sever'], { isSeparated: true })).toBe(`'sever'${NOT_FOUND}`)
  })

  it('may be what other launchers have before the command', () => {
    expect(said({ 'bin/python': '' }, ['run', 'python', 'train.py'])).toBe(
      `'run'${NOT_FOUND}: write the command without it, as in 'with-mlflow-env python …'`,
    )
    expect(said({}, ['run', 'python'])).toBe(`'run'${NOT_FOUND}`)
  })
})

describe('a file of the working directory', () => {
  it.each([
    ['train.py', 'python train.py'],
    ['notebook.ipynb', 'jupyter execute notebook.ipynb'],
    ['fit.R', 'Rscript fit.R'],
    ['fit.jl', 'julia fit.jl'],
    ['run.sh', 'bash run.sh'],
    ['my train.py', 'python "my train.py"'],
  ])('%s is run by its interpreter: %s', (file, words) => {
    expect(said({ [file]: '' }, [file])).toBe(
      `'${file}'${NOT_FOUND}: it is a file in the working directory, not on PATH: write 'with-mlflow-env ${words}'`,
    )
  })

  it('is run by the Python that is there', () => {
    expect(said({ 'train.py': '', 'bin/python3': '' }, ['train.py', '-x'])).toMatch(
      /'with-mlflow-env python3 train\.py …'$/,
    )
    expect(said({ 'train.py': '', '.venv/bin/python': '', 'bin/python3': '' }, ['train.py'])).toMatch(
      /'with-mlflow-env \.venv\/bin\/python train\.py'$/,
    )
    expect(said({ 'train.py': '', '.venv/bin/python': '', 'bin/python': '' }, ['train.py'])).toMatch(
      / python train\.py'$/,
    )
  })

  it('can be run directly if it is executable', () => {
    const top = temporaryTree({ 'run.sh': '#!/bin/sh\n', tool: '#!/bin/sh\n', closed: '#!/bin/sh\n', notes: '' })
    for (const name of ['run.sh', 'tool']) chmodSync(join(top, name), 0o755)
    const hint = (command: string) =>
      said({}, [command], { hostContext: hostContextIn(top) }).replace(/.*not on PATH: /, '')
    expect(hint('run.sh')).toBe("write 'with-mlflow-env bash run.sh' or 'with-mlflow-env ./run.sh'")
    expect(hint('tool')).toBe("write 'with-mlflow-env ./tool'")
    expect(hint('closed')).toBe("run 'chmod +x' on it, and write 'with-mlflow-env ./closed'")
    expect(hint('notes')).toBe(`'notes'${NOT_FOUND}`)
  })

  it('is named with its interpreter if a path leads to it that is not executable', () => {
    expect(said({ 'src/train.py': '' }, ['src/train.py'])).toBe(
      "'src/train.py': found, but not executable: write 'with-mlflow-env python src/train.py'",
    )
    expect(said({ 'src/tool': '' }, ['./src/tool'])).toBe(
      "'./src/tool': found, but not executable: run 'chmod +x' on it, or name its interpreter, as in 'python script.py'",
    )
  })

  it('is none if it is a directory', () => {
    expect(said({ 'train.py/x': '' }, ['train.py'])).toBe(`'train.py'${NOT_FOUND}`)
  })
})

describe('a command in quotes', () => {
  it.each([
    ['python train.py', 'python …'],
    ['python src/train.py', 'python …'],
    [' python  -m pytest', 'python …'],
    ['server --port 5001', 'server …'],
    ['python ', 'python'],
  ])('%j is to lose them', (command, words) => {
    expect(said({}, [command])).toMatch(new RegExp(`: remove the quotes, as in 'with-mlflow-env ${words}'$`))
  })

  it('may be meant for a shell', () => {
    expect(said({ 'bin/cd': '' }, ['cd x && python train.py'])).toMatch(/; a shell's command line runs with 'sh -c'$/)
  })

  it('is none if its first part is no program', () => {
    expect(said({}, ['my tool'])).toBe(`'my tool'${NOT_FOUND}`)
  })
})

describe('a program of a virtual environment that is not active', () => {
  const remedy = (way: string, environment = '.venv') =>
    `: the project's virtual environment has it: activate that first ('source ${environment}/bin/activate'), or write 'with-mlflow-env ${way}'`

  it.each(['python', 'mlflow', 'jupyter', 'pytest', 'python3.12'])('is named: %s', (program) => {
    expect(said({ [`.venv/bin/${program}`]: '' }, [program])).toBe(
      `'${program}'${NOT_FOUND}${remedy(`.venv/bin/${program}`)}`,
    )
  })

  it('can be in venv, and above the working directory up to the git root', () => {
    const tree = { 'venv/bin/python': '', '.git/HEAD': '', 'src/deep/x': '' }
    expect(said(tree, ['python'], { cwd: 'src/deep' })).toContain(remedy('../../venv/bin/python', '../../venv'))
    expect(said({ ...tree, 'src/.git': '' }, ['python'], { cwd: 'src/deep' })).toBe(`'python'${NOT_FOUND}`)
  })

  it('is looked for up to the project’s directory without git, and no further', () => {
    const tree = { 'venv/bin/python': '', 'src/deep/x': '' }
    expect(said(tree, ['python'], { cwd: 'src/deep' })).toBe(`'python'${NOT_FOUND}`)
    const top = temporaryTree(tree)
    chmodSync(join(top, 'venv/bin/python'), 0o755)
    const inProject = { hostContext: hostContextIn(join(top, 'src')), project: top }
    expect(said({}, ['python'], inProject)).toContain(remedy('../venv/bin/python', '../venv'))
  })

  it('can be run by uv if that is there', () => {
    expect(said({ '.venv/bin/python': '', 'bin/uv': '' }, ['python', 'x.py'])).toMatch(
      /, or write 'with-mlflow-env \.venv\/bin\/python …' or 'with-mlflow-env uv run python …'$/,
    )
  })

  it('is not named if it cannot be executed, or if the environment belongs to somebody else', () => {
    expect(said({ '.venv/bin/python': null }, ['python'])).toBe(`'python'${NOT_FOUND}`)
  })

  it.runIf(isRoot)('is not named if the environment belongs to somebody else (needs root)', () => {
    const top = temporaryTree({ '.venv/bin/python': '' })
    chmodSync(join(top, '.venv/bin/python'), 0o755)
    const attempt = { hostContext: hostContextIn(top, { uid: 1234 }) }
    lchownSync(join(top, '.venv'), 4321, 4321)
    expect(said({}, ['python'], attempt)).toBe(`'python'${NOT_FOUND}`)
  })
})

it.each([
  ['python', 'python3'],
  ['python3', 'python'],
  ['pip', 'pip3'],
])('%s is found under its other name: %s', (written, other) => {
  expect(said({ [`bin/${other}`]: '' }, [written])).toBe(
    `'${written}'${NOT_FOUND}: did you mean '${other}', which is on PATH?`,
  )
  expect(said({}, [written])).toBe(`'${written}'${NOT_FOUND}`)
})

it.each(['\u2013-strict', '\u2014strict', '\u2212-strict'])(
  'an option with a typographic dash is told as one: %s',
  (word) => {
    expect(said({}, [word])).toContain("it begins with a typographic dash: an option is typed with '-'")
  },
)

it('what a terminal would obey is printed in no hint', () => {
  for (const name of [HOSTILE, `${HOSTILE}.py`]) {
    const tree = { [name]: '#!/bin/sh', [`.venv/bin/${name}`]: '' }
    for (const words of [[name], [`./${name}`], [`${name} x`]]) expect(said(tree, words)).toMatch(/^[\x20-\x7e…]*$/)
  }
})
