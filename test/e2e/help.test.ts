// --help as people ask for it, in terminals of several widths and through pipes.
import { afterEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/index.ts'
import { launcher } from '../rig/paths.ts'
import type { Project } from '../rig/project.ts'
import { temporaryProject } from '../rig/temporary-project.ts'
import { Terminal } from '../rig/terminal.ts'

const WORDS = COMMANDS.flatMap(({ word, load }) => (load === null ? [] : [word]))

let terminal: Terminal | undefined
afterEach(() => terminal?.close())

/** What a terminal of this width shows of a command line of sh, in which `"$0"` is the launcher. */
async function show(columns: number, line: string): Promise<string[]> {
  const project = temporaryProject()
  terminal = new Terminal(project, ['sh', '-c', `stty cols ${columns}; ${line}`, launcher])
  const shown = await terminal.shows(/ended: .*\n/)
  expect(shown).toMatch(/ended: status 0\n$/)
  return shown.split('\r\n').slice(0, -1)
}

const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length))

describe('in a terminal,', () => {
  it.each([40, 80, 100, 120])('help of every word is %i columns wide and starts with its usage', async (columns) => {
    const all = ['', ...WORDS].map((word) => `"$0" ${word} --help`).join('; ')
    const lines = await show(columns, all)
    expect(lines.filter((line) => line.startsWith('Usage: '))).toHaveLength(WORDS.length + 1)
    expect(widest(lines)).toBeLessThanOrEqual(columns)
    expect(widest(lines)).toBeGreaterThan(columns - 10)
  })

  it('help is as wide as the terminal of the pager that it is piped to', async () => {
    const lines = await show(60, '"$0" --help | cat')
    expect(widest(lines)).toBeLessThanOrEqual(60)
    expect(widest(lines)).toBeGreaterThan(50)
  })
})

describe('without a terminal,', () => {
  it.each([
    [{}, 80],
    [{ COLUMNS: '50' }, 50],
    [{ COLUMNS: '0' }, 80],
    [{ COLUMNS: 'wide' }, 80],
    [{ COLUMNS: '-5' }, 80],
    [{ COLUMNS: '1000' }, 120],
  ])('help with %j is %i columns wide', async (env, columns) => {
    const { status, stdout, stderr } = await temporaryProject().run(['--help'], { env })
    expect([status, stderr]).toEqual([0, ''])
    expect(widest(stdout.split('\n'))).toBeLessThanOrEqual(columns)
    expect(widest(stdout.split('\n'))).toBeGreaterThan(columns - 10)
    expect(stdout).not.toContain('\x1b')
  })
})

describe('the help', () => {
  const usage = async (...words: string[]) => {
    const { status, stdout, stderr } = await temporaryProject().run(words, { env: { COLUMNS: '120' } })
    expect([status, stderr]).toEqual([0, ''])
    return stdout.split('\n')[0]
  }

  it.each(WORDS)('of %s is asked for before and after the word, also with its other options', async (word) => {
    const expected = await usage(word, '--help')
    expect(expected).toMatch(new RegExp(`^Usage: with-mlflow-env (?:\\[options\\] )?${word}\\b`))
    for (const words of [
      [word, '-h'],
      ['--help', word],
      ['-h', word],
      ['--strict', word, '--quiet', '-h'],
    ]) {
      expect(await usage(...words)).toBe(expected)
    }
  })

  it('is the launcher’s before a program and before a reserved word', async () => {
    const expected = 'Usage: with-mlflow-env [options] [--] COMMAND [ARG…]'
    for (const words of [
      ['-h'],
      ['--help', 'python'],
      ['--help', '--', 'server'],
      ['-h', 'export'],
      ['export', '-h'],
    ]) {
      expect(await usage(...words)).toBe(expected)
    }
  })

  it('is the program’s own after its name', async () => {
    const project: Project = temporaryProject()
    expect((await project.run(['--quiet', 'echo', '--help'])).stdout).not.toMatch(/^Usage: with-mlflow-env/)
    expect((await project.run(['--quiet', '--', 'sh', '-c', 'echo "$1"', 'sh', '-h'])).stdout).toBe('-h\n')
  })

  it('is no word: what was probably meant is suggested', async () => {
    const project = temporaryProject()
    const PATH = project.path('empty')
    const { status, stderr } = await project.run(['help', 'server'], { env: { PATH } })
    expect([status, stderr]).toEqual([127, expect.stringContaining("did you mean 'server --help'?")])
  })
})
