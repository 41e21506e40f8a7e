import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { splitWords } from '../../src/aws-config/shell-words.ts'

const TEXTS = [
  'profile lab',
  "profile o\\'brien",
  'profile "o\'brien"',
  'profile my\\ lab',
  'profile "a\\"b"',
  'profile "a\\b"',
  'profile a"b c"d',
  "profile ''",
  'profile  my lab ',
  "profile o'brien",
  'profile "open',
  'profile end\\',
  '',
]

it('words are those of shlex', () => {
  const code = `import json, shlex, sys
def split(text):
    try:
        return shlex.split(text)
    except ValueError:
        return None
print(json.dumps([split(text) for text in json.loads(sys.argv[1])]))`
  const said = execFileSync('python3', ['-c', code, JSON.stringify(TEXTS)], { encoding: 'utf8' })
  expect(TEXTS.map(splitWords)).toEqual(JSON.parse(said))
})
