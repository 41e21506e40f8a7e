import type { Environment } from '../model/source.ts'

/*
 * MLflow takes uvicorn's options as one text, which it puts on uvicorn's command line. Each has a variable as well.
 *
 * https://www.uvicorn.org/settings/
 */

export const UVICORN_OPTIONS = 'MLFLOW_UVICORN_OPTS'
export const KEY_PASSWORD = 'UVICORN_SSL_KEYFILE_PASSWORD'

/** The options that matter here; each takes a value. */
const OPTION_NAMES = ['--ssl-certfile', '--ssl-keyfile', '--ssl-ca-certs', '--uds', '--fd'] as const

export interface UvicornOption {
  readonly name: (typeof OPTION_NAMES)[number]
  readonly value: string
}

/** uvicorn's options that are in force: the last `--uvicorn-opts` after `--`, or else the variable. */
export function uvicornOptions(passthroughArgs: readonly string[], env: Environment): UvicornOption[] {
  return parseOptions(uvicornText(passthroughArgs, env))
}

/** The same as they are written. */
export function uvicornText(passthroughArgs: readonly string[], env: Environment): string {
  return optionTexts(passthroughArgs).at(-1) ?? env[UVICORN_OPTIONS] ?? ''
}

/** The value of each `--uvicorn-opts`. */
export function optionTexts(passthroughArgs: readonly string[]): string[] {
  return passthroughArgs.flatMap((word, at) => {
    if (passthroughArgs[at - 1] === '--uvicorn-opts') return word
    return word.startsWith('--uvicorn-opts=') ? word.slice('--uvicorn-opts='.length) : []
  })
}

function parseOptions(text: string): UvicornOption[] {
  const found = OPTION_NAMES.flatMap((name) => findOption(text, name).map((option) => ({ name, ...option })))
  // In the order of the text: the last one of a kind is in force.
  return found.sort((a, b) => a.start - b.start).map(({ name, value }) => ({ name, value }))
}

/** Every use of an option in a text, with its position: from the option's first character to the end of its value. */
export function findOption(text: string, name: string): { value: string; start: number; end: number }[] {
  const words = splitWords(text)
  return words.flatMap(({ text: word, start, end }, at) => {
    if (word.startsWith(`${name}=`)) return [{ value: word.slice(name.length + 1), start, end }]
    const next = word === name ? words[at + 1] : undefined
    return next ? [{ value: next.text, start, end: next.end }] : []
  })
}

/** A text of options without some of them, which all take a value. */
export function withoutOptions(text: string, names: readonly string[]): string {
  const found = names.flatMap((name) => findOption(text, name)).sort((a, b) => a.start - b.start)
  // From the end, because positions before a removed part stay valid.
  return found.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end).trimStart(), text).trim()
}

interface Word {
  /** Without its quotes. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Words as Python's shlex splits a text. MLflow ends by itself on a text with an open quote: it has no words here.
 *
 * @see https://docs.python.org/3/library/shlex.html#parsing-rules
 */
function splitWords(text: string): Word[] {
  const word = /(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^ \t\r\n'"\\])+/sy
  const words: Word[] = []
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, word.lastIndex)) {
    word.lastIndex = at
    const [found] = word.exec(text) ?? []
    if (found === undefined) return []
    words.push({ text: unquote(found), start: at, end: at + found.length })
  }
  return words
}

function skipBlanks(text: string, from: number): number {
  const blanks = /[ \t\r\n]*/y
  blanks.lastIndex = from
  blanks.exec(text)
  return blanks.lastIndex
}

function unquote(word: string): string {
  return word.replace(/\\(.)|'([^']*)'|"((?:\\.|[^"\\])*)"/gs, (_, escaped, single, double) => {
    return escaped ?? single ?? double.replace(/\\(["\\])/g, '$1')
  })
}
