// The words of `with-mlflow-env …` commands that pages mention, held against the tables of the product.
import { editDistance } from '../../../src/options/edit-distance.ts'
import { type OptionSpec, spellings, takesValue } from '../../../src/options/option.ts'

export interface Tables {
  readonly global: readonly OptionSpec[]
  /** Of the launcher's own words, by word. */
  readonly commands: ReadonlyMap<string, readonly OptionSpec[]>
  /** Words for later versions. */
  readonly reserved: readonly string[]
}

/** What is wrong with the words behind `with-mlflow-env`; null if nothing is. */
export function problemWith(words: readonly string[], tables: Tables): string | null {
  const before = problemWithOptions(words, tables.global)
  if (typeof before === 'string') return before
  const [word = '', ...rest] = words.slice(before)
  if (words[before - 1] === '--') return null
  const own = tables.commands.get(word)
  if (own === undefined) return problemWithWord(word, tables)
  const end = rest.indexOf('--')
  const after = rest.slice(0, end === -1 ? rest.length : end)
  const specs = [...own, ...tables.global]
  for (let at = 0; at < after.length; at++) {
    const result = problemWithOptions(after.slice(at), specs)
    if (typeof result === 'string') return `${word}: ${result}`
    at += result
  }
  return null
}

/** A word that is not the launcher's own is a program's name, if it does not look like a slip. */
function problemWithWord(word: string, { commands, reserved }: Tables): string | null {
  if (reserved.includes(word)) return `${word} is a word for a later version`
  const near = [...commands.keys()].find((known) => editDistance(word, known, 1) === 1)
  return near === undefined ? null : `there is no word ${word}: is it ${near}?`
}

/** The problem of the options at the beginning, or how many words they are. */
function problemWithOptions(words: readonly string[], specs: readonly OptionSpec[]): string | number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return at + 1
    if (!word.startsWith('-')) return at
    const [name = word] = word.split('=')
    const spec = specs.find((known) => spellings(known).some((spelling) => spelling.word === name))
    if (spec === undefined) return `there is no option ${name}`
    if (!takesValue(spec)) continue
    const value = word.includes('=') ? word.slice(name.length + 1) : words[++at]
    if (spec.choices !== null && value !== undefined && !/[A-Z|…]/.test(value) && !spec.choices.includes(value)) {
      return `${name} does not take ${value}`
    }
  }
  return words.length
}

/** The launcher, behind variables and programs that run another one. */
const COMMAND =
  /^(?:(?:\w+=\S*|-\S+|sudo|exec|env|nohup|time|npx|nice|watch|timeout \S+)\s+)*(?:\S*\/)?with-mlflow-env(?:\s+(.*))?$/s

/** The words behind each `with-mlflow-env` of a command line that is a command there, as far as quotes allow. */
export function launcherCommands(line: string): string[][] {
  const parts = line
    .replace(/\\\n\s*/g, ' ')
    .split(/\n|&&|\|\||[;&|](?=\s|$)|[<>$]\(|#\s/)
    .map((part) => part.trim().replace(/\s\d?[<>]+.*$/, ''))
  return parts.flatMap((part) => {
    const found = COMMAND.exec(part)
    if (!found) return []
    return [(found[1] ?? '').split(/\s+/).filter((word) => word !== '' && !/^\[?…\]?$/.test(word))]
  })
}
