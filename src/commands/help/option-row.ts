import { type OptionSpec, takesValue, variablesOf } from '../../options/option.ts'
import type { Row } from './page.ts'

/** An option as help shows it: every way to write it, then what it does, its default, and its variables. */
export function optionRow(spec: OptionSpec): Row {
  return [term(spec), meaning(spec)]
}

function term(spec: OptionSpec): string {
  const value = takesValue(spec) ? ` ${spec.choices?.join('|') ?? spec.valueName}` : ''
  const negation = spec.kind === 'negatable' ? '[no-]' : ''
  const words = [spec.name, ...spec.otherNames].map((name) => `--${negation}${name}${value}`)
  return [...(spec.short === null ? [] : [`-${spec.short}`]), ...words].join(', ')
}

function meaning(spec: OptionSpec): string {
  const names = variablesOf(spec)
  const fallback = spec.default === null ? '' : ` (default:\u00a0${spec.default})`
  const page = spec.page?.startsWith('docs/') ? ` (see\u00a0${spec.page})` : ''
  const variables = names.length > 0 ? ` [env:\u00a0${names.join(', ')}]` : ''
  return plain(`${spec.help}${fallback}${page}${variables}`)
}

/** Markdown without its backticks. A sign alone would be lost among the others. */
export function plain(text: string): string {
  return text.replace(/`(\W)`/g, "'$1'").replaceAll('`', '')
}
