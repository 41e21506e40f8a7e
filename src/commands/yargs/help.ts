import { COMMAND_NAME } from '../../model/format.ts'
import { type OptionSpec, takesValue, variablesOf } from '../../options/option.ts'
import type { Command } from '../command.ts'
import { createParser } from './parser.ts'

export interface HelpPage {
  /** What follows the program's name on the first line. */
  readonly usage: string
  readonly description: string
  /** The heading of the options. */
  readonly heading: string
  readonly options: readonly OptionSpec[]
  /** The launcher's own words, for the page that lists them. */
  readonly commands?: readonly Command[]
  /** Each with what it does. */
  readonly examples: readonly (readonly [words: string, does: string])[]
  readonly epilogue: string
}

/** The text of a page of help, at most `width` columns wide. */
export async function renderHelp(page: HelpPage, width: number): Promise<string> {
  const parser = createParser([], [])
    .scriptName(COMMAND_NAME)
    .usage(`$0 ${page.usage}\n\n${page.description}`)
    .wrap(width)
    .updateStrings({ 'Options:': page.heading })
    .epilogue(page.epilogue)
  for (const { usage, describe } of page.commands ?? []) parser.command(usage, describe)
  for (const spec of page.options) {
    const alias = [...(spec.short ?? []), ...spec.otherNames.map((name) => heading({ ...spec, name }))]
    parser.option(heading(spec), { alias, describe: describe(spec) })
  }
  for (const [words, does] of page.examples) parser.example(`$0 ${words}`, does)
  return `${await parser.getHelp()}\n`
}

function heading(spec: OptionSpec): string {
  if (spec.kind === 'negatable') return `[no-]${spec.name}`
  return takesValue(spec) ? `${spec.name} ${spec.choices?.join('|') ?? spec.valueName}` : spec.name
}

/** What an option does, its default, and its variables in brackets. */
function describe(spec: OptionSpec): string {
  const names = variablesOf(spec)
  const fallback = spec.default === null ? '' : ` (default: ${spec.default})`
  const variables = names.length > 0 ? ` [${names.join(', ')}]` : ''
  return `${spec.help}${fallback}${variables}`.replaceAll('`', '')
}
