import { describe, expect, it } from 'vitest'
import { help } from '../../src/commands/help/index.ts'
import { overview } from '../../src/commands/help/overview.ts'
import { pageOf } from '../../src/commands/help/pages.ts'
import { COMMANDS } from '../../src/commands/index.ts'
import { GLOBAL_OPTIONS } from '../../src/options/global-options.ts'
import { spellings, variablesOf } from '../../src/options/option.ts'

const USABLE = COMMANDS.filter(({ load }) => load !== null)
const PAGES = [undefined, ...USABLE]
const WIDTHS = [24, 40, 60, 71, 72, 80, 100, 120]

const pageFor = (command: (typeof PAGES)[number]) => (command ? pageOf(command.word) : overview())
const title = (command: (typeof PAGES)[number]) => command?.word ?? '(none)'
const oneLine = (text: string) => text.replace(/\s+/g, ' ')

describe.each(PAGES.map((command) => [title(command), command] as const))('the help of %s', (word, command) => {
  it.each(WIDTHS)('fits into %i columns, with its usage first and no blanks at the ends of lines', (width) => {
    const text = help(command, width)
    expect(text).toMatch(/^Usage: with-mlflow-env/)
    expect(text).toMatch(/\S\n$/)
    expect(text.split('\n').filter((line) => line.length > width || line !== line.trimEnd())).toEqual([])
  })

  it('has the same words at every width from 40 on', () => {
    const texts = WIDTHS.filter((width) => width >= 40).map((width) => help(command, width))
    expect(new Set(texts.map(oneLine)).size).toBe(1)
  })

  it.each([40, 60, 80, 120])('shows every option of its table at %i columns, as it is written', (width) => {
    const text = oneLine(help(command, width))
    for (const spec of pageFor(command).options) {
      const value = spec.kind === 'value' ? ` ${spec.choices?.join('|') ?? spec.valueName}` : ''
      const negation = spec.kind === 'negatable' ? '[no-]' : ''
      for (const name of [spec.name, ...spec.otherNames]) expect(text).toContain(`--${negation}${name}${value}`)
      if (spec.short !== null) expect(text).toContain(`-${spec.short}, --${spec.name}`)
      if (spec.default !== null) expect(text).toContain(`(default: ${spec.default.replaceAll('`', '')})`)
      for (const variable of variablesOf(spec)) expect(text).toContain(variable)
    }
  })

  it('has its sections in the order of a manual page', () => {
    const headings = help(command, 80).match(/^[A-Z].*(?=:\n {2})/gm) ?? []
    const order = ['Commands', ' options', 'Environment', 'Files', 'Exit status', 'Examples', 'More']
    const ranks = headings
      .map((heading) => order.findIndex((part) => ` ${heading}`.toLowerCase().endsWith(part.toLowerCase())))
      .filter((at) => at !== -1)
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(headings.slice(-3)).toEqual(['Exit status', 'Examples', 'More'])
  })

  it('names the word in its usage and its examples, and 125 among the statuses', () => {
    const page = pageFor(command)
    expect(page.exitStatus.map(([status]) => status).join()).toContain('125')
    if (command) {
      for (const usage of page.usage) expect(usage).toMatch(new RegExp(`^(?:\\[options\\] )?${word}\\b`))
      for (const [words] of page.examples) expect(words).toMatch(new RegExp(`(?:^|[ ])${word}(?:$|[ ])`))
    }
    for (const option of page.globalOptions ?? []) expect(help(command, 80)).toContain(`--${option.name}`)
  })
})

describe('the help of the launcher', () => {
  it('lists the words that can be used with what they do, and the reserved ones apart', () => {
    const [commands = '', reserved = ''] = help(undefined, 80).split('Reserved for later versions:')
    for (const { word, describe, load } of COMMANDS) {
      if (load === null) expect(reserved).toContain(word)
      else expect(oneLine(commands)).toContain(`${word} ${describe}`)
    }
  })

  it('is shown for a reserved word too', () => {
    const reserved = COMMANDS.find(({ load }) => load === null)
    expect(help(reserved, 80)).toBe(help(undefined, 80))
  })

  it('has every way to write a global option', () => {
    const text = help(undefined, 80)
    for (const { word } of GLOBAL_OPTIONS.flatMap(spellings)) expect(text).toContain(word)
  })
})
