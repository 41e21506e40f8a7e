import { describe, expect, it } from 'vitest'
import { matchesPattern } from '../../src/wrappers/programs/passing.ts'
import { inspect } from '../rig/wrappers.ts'

const LENGTH = 100_000

/** Each makes more of the one before. */
const doubled = (write: (name: string, before: string) => string) =>
  Array.from({ length: 40 }, (_, at) => write(`A${at + 1}`, `A${at}`)).join('\n')

describe('a file that was made to take forever', () => {
  it.each([
    [
      'recipes that name a long row of open brackets',
      'make',
      { Makefile: `A=${'$('.repeat(60_000)}\nall:\n${'\t$(A)$(A) x\n'.repeat(60_000)}` },
    ],
    ['a reference in a makefile that never ends', 'make', { Makefile: `A := $(shell ${'a'.repeat(LENGTH)}\nall:\n` }],
    ['a makefile with a long row of blanks', 'make', { Makefile: `a${' '.repeat(LENGTH)}b\nall:\n` }],
    [
      'variables of a makefile that double each other',
      'make',
      { Makefile: `A0 := 0123456789\n${doubled((name, before) => `${name} := $(${before})$(${before})`)}\nall:\n` },
    ],
    ['a makefile that includes itself', 'make', { Makefile: `${'A = b\n'.repeat(10_000)}include Makefile\n` }],
    [
      'a recipe that sources a long file in each line',
      'make',
      { Makefile: `all:\n${'\t. ./long.sh; true\n'.repeat(1000)}`, 'long.sh': 'A=1\n'.repeat(1000) },
    ],
    ['a script of brackets', 'bash ./f.sh', { 'f.sh': '()'.repeat(LENGTH) }],
    ['a script of tildes', 'bash ./f.sh', { 'f.sh': `A${'=~'.repeat(LENGTH)}` }],
    [
      'variables of a script that double each other',
      'bash ./f.sh',
      { 'f.sh': `A0=0123456789\n${doubled((name, before) => `${name}=$${before}$${before}`)}\n` },
    ],
    ['a script that sources itself', 'bash ./f.sh', { 'f.sh': `${'A=b\n'.repeat(10_000)}. ./f.sh\n. ./f.sh\n` }],
    [
      'a script that calls itself in each line, with other words',
      'bash ./f.sh',
      { 'f.sh': Array.from({ length: 300 }, (_, at) => `bash ./f.sh x${at}\n`).join('') },
    ],
    ['a pattern of stars for tox', 'tox', { 'tox.ini': `[testenv]\npass_env = ${'*'.repeat(60)}x\n` }],
    ['a pattern for tox without an end', 'tox', { 'tox.ini': `[testenv]\npass_env = ${'a'.repeat(LENGTH * 9)}\n` }],
    ['brackets for tox that never close', 'tox', { 'tox.ini': 'pass_env = [\n'.repeat(LENGTH / 2) }],
    ['a Taskfile of blank lines', 'task', { 'Taskfile.yml': `dotenv:${'\n'.repeat(LENGTH)}x` }],
    ['a csh script of blanks', 'csh -c true', { '~/.cshrc': `setenv A${' '.repeat(LENGTH)}b\rc\n` }],
    [
      'a line of fish with many commands',
      'fish -c true',
      { '~/.config/fish/config.fish': 'set -x A 1;'.repeat(LENGTH / 4) },
    ],
    ['a makefile that calls itself in each line', 'make', { Makefile: `all:\n${'\tmake x$@ \n'.repeat(2000)}` }],
    [
      'a makefile that calls itself in each line in another way',
      'make',
      { Makefile: `all:\n${Array.from({ length: 300 }, (_, at) => `\tmake A=${at}\n`).join('')}` },
    ],
    [
      'a script with many commands',
      'bash ./f.sh',
      { 'f.sh': Array.from({ length: 5000 }, (_, at) => `sudo make x${at}\nmise run t${at}\n`).join('') },
    ],
    ['a script with a long row of programs that start each other', 'bash ./f.sh', { 'f.sh': 'env '.repeat(20_000) }],
    ['a pattern of folders', 'bash ./f.sh', { 'f.sh': `for x in ${'*/../'.repeat(LENGTH)}x; do . $x; done\n` }],
    [
      'a justfile of blanks and colons',
      'just a',
      { justfile: `a${' '.repeat(LENGTH)}\n${'a :b'.repeat(LENGTH / 4)}\n` },
    ],
    ['a TOML table on one line', 'mise x true', { 'mise.toml': `env = { ${'a'.repeat(LENGTH)} }\n` }],
    ['TOML tables inside tables', 'mise x true', { 'mise.toml': `env = ${'{b=1,a='.repeat(1400)}\n`.repeat(100) }],
    ['TOML lists in a table', 'mise x true', { 'mise.toml': `env = {${'a=['.repeat(3300)}}\n`.repeat(100) }],
    ['TOML keys of blanks', 'mise x true', { 'mise.toml': `[env]\na${' '.repeat(LENGTH)}\n${'a.'.repeat(LENGTH)}\n` }],
    ['a TOML list that never ends', 'hatch run x', { 'pyproject.toml': '[a]\nb = [\n'.repeat(LENGTH / 2) }],
    [
      'a devbox.json of blank lines',
      'devbox run x',
      { 'devbox.json': `{${'\n'.repeat(LENGTH)}${', '.repeat(LENGTH)}` },
    ],
  ])('ends soon: %s', (_, command, tree) => {
    expect(() => inspect(command.split(' '), { tree })).not.toThrow()
  })
})

describe('a pattern of names', () => {
  it.each([
    ['AWS_*', true],
    ['aws_*_id', true],
    ['*', true],
    ['AWS_ACCESS_KEY_I?', true],
    ['**KEY**', true],
    ['AWS_ACCESS_KEY_ID*', true],
    ['*_KEY', false],
    ['AWS_ACCESS_KEY_ID?', false],
    ['AWS.ACCESS_KEY_ID', false],
    ['', false],
  ])('%s: %s', (pattern, matches) => expect(matchesPattern(pattern, 'AWS_ACCESS_KEY_ID')).toBe(matches))
})
