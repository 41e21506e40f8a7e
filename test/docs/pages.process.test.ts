// What can be said of the pages without running them. test/e2e/docs/ runs their commands.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandsOfConsole, commandsOfScript, syntaxError } from '../rig/docs/commands.ts'
import { comparable, outputPattern } from '../rig/docs/output.ts'
import { blocksOf, docsPages, inlineCodeOf } from '../rig/docs/page.ts'
import { FLAGS, isRun, isShell, reasonOf, withDryRun } from '../rig/docs/rules.ts'
import { loadTables } from '../rig/docs/tables.ts'
import { launcherCommands, problemWith } from '../rig/docs/words.ts'
import { pythonBin, root } from '../rig/paths.ts'

const BLOCKS = docsPages().flatMap((page) => blocksOf(page))
const SHELL = BLOCKS.filter(isShell)
/** A new one needs a good reason: a command that is not run is a command that will be wrong one day. */
const MOST_NOT_RUN = 18
const tables = loadTables()
const whereOf = ({ page, line }: { readonly page: string; readonly line: number }) => `${page}:${line}`

describe('the blocks of the pages', () => {
  it('of a shell have no words behind the language but those that mean something', () => {
    const unknown = SHELL.filter(({ info }) => info.some((word) => !FLAGS.has(word)))
    expect(unknown.map(whereOf)).toEqual([])
    expect(SHELL.filter(isRun).length).toBeGreaterThan(10)
  })

  it('name a language, unless they are a picture or a message', () => {
    const commandLine = /^\s*(?:\$ |(?:sudo |npx )?(?:with-mlflow-env|aws|npm|python|mlflow|git|cd|export|curl) )/m
    const nameless = BLOCKS.filter(({ language, text }) => ['', 'text'].includes(language) && commandLine.test(text))
    expect(nameless.map(whereOf)).toEqual([])
    const otherShells = BLOCKS.filter(({ language }) => ['shell', 'zsh', 'shell-session', 'fish'].includes(language))
    expect(otherShells.map(whereOf)).toEqual([])
  })

  it('say why they are not run, and these are few', () => {
    const notRun = SHELL.filter((block) => !isRun(block))
    expect(notRun.filter((block) => reasonOf(block) === '').map(whereOf)).toEqual([])
    expect(notRun.length, notRun.map(whereOf).join(', ')).toBeLessThanOrEqual(MOST_NOT_RUN)
  })

  it('can be read by bash, also those that are not run', () => {
    const commands = SHELL.flatMap((block) => {
      const found = block.language === 'console' ? commandsOfConsole(block) : commandsOfScript(block)
      return found.map(({ line, text }) => ({ page: block.page, line, text }))
    })
    expect(commands.filter(({ text }) => syntaxError(text) !== null).map(whereOf)).toEqual([])
  })

  it('use words and options of the launcher that exist', () => {
    const problems = SHELL.flatMap((block) =>
      launcherCommands(block.language === 'console' ? block.text.replace(/^\$ /gm, '') : block.text).flatMap(
        (words) => {
          const problem = problemWith(words, tables)
          return problem === null ? [] : [`${whereOf(block)}: ${words.join(' ')}: ${problem}`]
        },
      ),
    )
    expect(problems).toEqual([])
  })
})

describe('the files in the pages', () => {
  const files = BLOCKS.filter((block) => !isShell(block))

  it('can be parsed', () => {
    const parsed = files.filter(({ language }) => ['json', 'yaml', 'toml', 'ini', 'xml'].includes(language))
    const input = JSON.stringify(parsed.map((block) => ({ ...block, where: whereOf(block) })))
    const python = [join(root, 'test', 'rig', 'docs', 'parse_blocks.py')]
    expect(execFileSync(join(pythonBin, 'python'), python, { input, encoding: 'utf8' })).toBe('')
    expect(parsed.length).toBeGreaterThan(8)
  })

  it('use words and options of the launcher that exist', () => {
    const commands = files.flatMap((block) =>
      block.text.split('\n').flatMap((line) => {
        // As a list of JSON, behind `run:`, `entry:` or `ExecStart=`, or in a crontab.
        const plain = line.replaceAll(/[",[\]]+/g, ' ').replace(/^.*?(?=(?:\S*\/)?with-mlflow-env\s)/, '')
        return launcherCommands(plain).map((words) => ({ where: whereOf(block), words }))
      }),
    )
    const problems = commands.flatMap(({ where, words }) => {
      const problem = problemWith(words, tables)
      return problem === null ? [] : [`${where}: ${words.join(' ')}: ${problem}`]
    })
    expect(problems).toEqual([])
    expect(commands.length).toBeGreaterThan(6)
  })
})

describe('the commands in prose and tables', () => {
  const ownWords = [...tables.commands.keys()].join('|')
  const words = docsPages().flatMap((page) =>
    inlineCodeOf(page).flatMap((inline) => {
      // A word with an option is a command too, as in `doctor --offline`.
      const code = inline.code.replace(new RegExp(`^(?=(?:${ownWords}) --)`), 'with-mlflow-env ')
      const isCommand = /^(?:\.?\S*\/)?with-mlflow-env\s/.test(code)
      return isCommand ? launcherCommands(code).map((found) => ({ ...inline, words: found })) : []
    }),
  )

  it('use words and options of the launcher that exist', () => {
    const problems = words.flatMap((each) => {
      const problem = problemWith(each.words, tables)
      return problem === null ? [] : [`${whereOf(each)}: ${each.code}: ${problem}`]
    })
    expect(problems).toEqual([])
    expect(words.length).toBeGreaterThan(15)
  })
})

describe('the reading of pages', () => {
  const text = [
    '<!-- run: export A=1 -->',
    '<!-- no-run: no daemon -->',
    '',
    '```sh no-run',
    'a \\',
    '  b',
    '',
    '# c',
    'for x in 1; do',
    '  d',
    'done',
    'cat <<E',
    'f',
    'E',
    '```',
    '- x',
    '  ```console',
    '  $ g',
    '  one',
    '  $ h',
    '  ```',
    '`i \\| j` and ``k ` l``',
  ].join('\n')
  const [hidden, script, session] = blocksOf('page.md', text)

  it('finds blocks, and the comments and words that go with them', () => {
    expect(hidden).toMatchObject({ line: 1, language: 'sh', text: 'export A=1' })
    expect(script).toMatchObject({ line: 5, info: ['no-run'], comments: ['no-run: no daemon'] })
    expect(script && reasonOf(script)).toBe('no daemon')
    expect(inlineCodeOf('page.md', text).map(({ line, code }) => [line, code])).toEqual([
      [22, 'i | j'],
      [22, 'k ` l'],
    ])
  })

  it('takes commands apart as a shell does', () => {
    const commands = script === undefined ? [] : commandsOfScript(script)
    expect(commands.map(({ line, text }) => [line, text])).toEqual([
      [5, 'a \\\n  b'],
      [9, 'for x in 1; do\n  d\ndone'],
      [12, 'cat <<E\nf\nE'],
    ])
    expect(session === undefined ? [] : commandsOfConsole(session)).toEqual([
      { line: 18, text: 'g', expected: 'one' },
      { line: 20, text: 'h', expected: '' },
    ])
  })

  it.each([
    ['a … c', 'a b c', true],
    ['a … c', 'a b d', false],
    ['a\n…\nd', 'a\nb\nc\nd', true],
    ['…\nd', 'd', true],
    ['a', 'a\nb', false],
    ['took 1.2 s', 'took 10 s', true],
    ['took 1.2 s', 'took long', false],
    ['a.c', 'abc', false],
    ['b', '1 of 2\rb\r\n', true],
  ])('compares %j with %j', (expected, output, isSame) => {
    expect(outputPattern(expected).test(comparable(output))).toBe(isSame)
  })

  it('starts no server that the page does not keep', () => {
    expect(withDryRun('with-mlflow-env --quiet server --port 1')).toBe(
      'with-mlflow-env --quiet server --dry-run --port 1',
    )
    expect(withDryRun('with-mlflow-env server --help')).toBe('with-mlflow-env server --help')
    expect(withDryRun('with-mlflow-env python server')).toBe('with-mlflow-env python server')
  })

  it.each([
    ['--strct python x.py', 'there is no option --strct'],
    ['--strict python x.py --anything', null],
    ['server --prt 1', 'server: there is no option --prt'],
    ['server --port 1 --strict -- --gunicorn-opts x', null],
    ['config --json', null],
    ['conifg', 'there is no word conifg: is it config?'],
    ['--launch sometimes true', '--launch does not take sometimes'],
    ['-- server --x', null],
    ['--env-file FILE doctor --online', 'doctor: there is no option --online'],
  ])('says what is wrong with %j', (line, problem) => {
    expect(problemWith(line.split(' '), tables)).toBe(problem)
  })

  it.each([
    ['a && with-mlflow-env b c | d', [['b', 'c']]],
    ['AWS_X=1 ./bin/with-mlflow-env b >out 2>&1', [['b']]],
    ['with-mlflow-env a  # with it\nwith-mlflow-env b \\\n  c', [['a'], ['b', 'c']]],
  ])('finds the launcher in %j', (line, commands) => {
    expect(launcherCommands(line)).toEqual(commands)
  })
})
