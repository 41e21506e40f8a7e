import { describe, expect, it } from 'vitest'
import { inspectDotenv, MINE, WORK } from '../rig/wrappers.ts'

describe('a Python file that a wrapper runs, with another account next to it', () => {
  it.each([
    ['make t', 't:\n\tpython src/s.py\n'],
    ['make t', 'S = src\nt:\n\t@cd $(S) && uv run python s.py --x\n'],
    ['./go.sh', ''],
    ['bash go.sh', ''],
    ['sh -c make', 'all:\n\t./go.sh\n'],
  ])('is kept from its load_dotenv(): %s %j', (command, Makefile) => {
    const tree = { Makefile, 'go.sh': '#!/bin/sh\nset -e\npython3 src/s.py\n', 'src/s.py': '', 'src/.env': WORK }
    expect(inspectDotenv(command.split(' '), tree)).toEqual({
      found: [expect.stringMatching(/^dotenv-reintroduces \.\/src\/\.env:2/)],
      disabled: '1',
    })
  })

  it.each(['python src/s.py', 'cd src && python s.py', 'D=src; python "$D/s.py"'])(
    'is in the text of a shell: %s',
    (text) => {
      expect(inspectDotenv(['sh', '-c', text], { 'src/s.py': '', 'src/.env': WORK }).disabled).toBe('1')
    },
  )

  it.each([
    ['has the project’s own values there', 'python src/s.py', MINE],
    ['is only printed', 'cat src/s.py', WORK],
    ['is run by a launcher', 'with-mlflow-env python src/s.py', WORK],
    ['is elsewhere', 'python other.py', WORK],
  ])('is left alone if it %s', (_, text, env) => {
    const tree = { 'src/s.py': '', 'other.py': '', 'src/.env': env }
    expect(inspectDotenv(['sh', '-c', text], tree)).toEqual({ found: [], disabled: undefined })
  })
})
