import { describe, expect, it } from 'vitest'
import { NAMES_WITH_OPTION, needsInspection, PROGRAM_NAMES } from '../../src/wrappers/gate.ts'
import { PROGRAMS } from '../../src/wrappers/programs/index.ts'

describe('the list of names in gate.ts', () => {
  it('is that of the programs', () => {
    const names = PROGRAMS.flatMap((program) => program.names)
    expect([...new Set(names)].sort()).toEqual([...new Set([...PROGRAM_NAMES, ...NAMES_WITH_OPTION])].sort())
  })

  it.each([
    'make train',
    '/usr/bin/make',
    'nice -n 5 uv run make',
    './train.sh',
    'node --env-file=.env x.js',
    'env -i true',
  ])('asks for an inspection of %s', (command) => expect(needsInspection(command.split(' '), {})).toBe(true))

  it.each(['python train.py', 'uv run python train.py', 'jupyter lab', './train', 'node train.js', 'env A=1 true'])(
    'asks for none of %s',
    (command) => expect(needsInspection(command.split(' '), {})).toBe(false),
  )

  it.each([
    ['BASH_ENV', true],
    ['ENV', true],
    ['UV_ENV_FILE', true],
    ['BASH_FUNC_python%%', true],
    ['BASH_FUNC_mlflow()', true],
    ['BASH_FUNC_uv%%', true],
    ['BASH_FUNC_module%%', false],
    ['BASH_FUNC_which%%', false],
    ['PYTHONPATH', false],
  ])('asks for one of every command if %s is set: %s', (variable, isAsked) => {
    expect(needsInspection(['dvc', 'repro'], { PATH: '/bin', [variable]: 'x' })).toBe(isAsked)
  })
})
