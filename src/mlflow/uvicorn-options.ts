import type { Environment } from '../model/source.ts'

/*
 * MLflow takes uvicorn's options as one text, which it puts on uvicorn's command line. Options have variables there too.
 *
 * https://www.uvicorn.org/settings/
 */

export const UVICORN_OPTIONS = 'MLFLOW_UVICORN_OPTS'
export const KEY_PASSWORD = 'UVICORN_SSL_KEYFILE_PASSWORD'

/** The options that matter here; each takes a value. */
const NAMES = ['--ssl-certfile', '--ssl-keyfile', '--ssl-ca-certs', '--ssl-keyfile-password', '--uds', '--fd'] as const

export interface UvicornOption {
  readonly name: (typeof NAMES)[number]
  readonly value: string
  /** Where it stands in the text, with its value. */
  readonly start: number
  readonly end: number
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** What matters of uvicorn's options; nothing of a text that cannot be taken apart, on which MLflow ends by itself. */
export function parseOptions(text: string): UvicornOption[] {
  const words = splitWords(text) ?? []
  const options: UvicornOption[] = []
  for (let at = 0; at < words.length; at++) {
    const { text: word, start, end } = words[at] as Word
    const name = NAMES.find((known) => word === known || word.startsWith(`${known}=`))
    if (!name) continue
    const next = words[at + 1]
    if (word !== name) options.push({ name, value: word.slice(name.length + 1), start, end })
    else if (next) {
      options.push({ name, value: next.text, start, end: next.end })
      at++
    }
  }
  return options
}

/**
 * Words as Python's shlex takes a text apart.
 *
 * @returns null where a quote is left open
 * @see https://docs.python.org/3/library/shlex.html#parsing-rules
 */
function splitWords(text: string): Word[] | null {
  const words: Word[] = []
  let word: { text: string; start: number } | null = null
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    const next = text[at + 1] ?? ''
    if (quote === '' && /[ \t\r\n]/.test(character)) {
      if (word) words.push({ ...word, end: at })
      word = null
      continue
    }
    word ??= { text: '', start: at }
    if (character === quote) quote = ''
    else if (quote === '' && /['"]/.test(character)) quote = character
    else if (character === '\\' && (quote === '' || (quote === '"' && /["\\]/.test(next)))) {
      word.text += next
      at++
    } else word.text += character
  }
  if (quote !== '') return null
  return word ? [...words, { ...word, end: text.length }] : words
}

export interface HiddenPassword {
  readonly text: string
  readonly password: string | null
}

/** Takes the password of a key out of uvicorn's options: on its command line every user of the machine could read it. */
export function hideKeyPassword(options: string): HiddenPassword {
  const found = parseOptions(options).filter(({ name }) => name === '--ssl-keyfile-password')
  // From behind, so that the places before stay where they are.
  const text = found.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end).trimStart(), options)
  return { text, password: found.at(-1)?.value ?? null }
}

/** The same in the words for MLflow. */
export function hidePassedPassword(passed: readonly string[]): { words: string[]; password: string | null } {
  let password: string | null = null
  const hide = (options: string) => {
    const hidden = hideKeyPassword(options)
    password = hidden.password ?? password
    return hidden.text
  }
  const words = passed.map((word, at) => {
    if (passed[at - 1] === '--uvicorn-opts') return hide(word)
    const [option] = /^--uvicorn-opts=/.exec(word) ?? []
    return option ? option + hide(word.slice(option.length)) : word
  })
  return { words, password }
}

/** uvicorn's options in the words for MLflow, of which the last counts; else those in the variable. */
export function uvicornOptions(passed: readonly string[], variable: string | undefined): string {
  const given = passed.flatMap((word, at) => {
    if (passed[at - 1] === '--uvicorn-opts') return word
    return word.startsWith('--uvicorn-opts=') ? word.slice('--uvicorn-opts='.length) : []
  })
  return given.at(-1) ?? variable ?? ''
}

/** The option or variable by which uvicorn would listen elsewhere than at the host and port; null where none does. */
export function findOtherSocket(passed: readonly string[], env: Environment): string | null {
  const options = parseOptions(uvicornOptions(passed, env[UVICORN_OPTIONS]))
  const option = options.find(({ name }) => name === '--uds' || name === '--fd')
  return option?.name ?? ['UVICORN_UDS', 'UVICORN_FD'].find((name) => env[name]) ?? null
}
