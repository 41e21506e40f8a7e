import { isPrintableAscii, isWord } from './ascii.ts'
import { looksLikeKey } from './looks-like-key.ts'
import type { Origin } from './origin.ts'
import { describeLength, describeValue, shownValue } from './shown.ts'
import { holdsPassword } from './uri.ts'

export const COMMAND_NAME = 'with-mlflow-env'

/** An API key within a text, such as a path or the name of a variable. It was pasted into the wrong place. */
const API_KEY = /wmle_[0-9A-Za-z_]{16,}/g

/** Text from outside, safe to print in a terminal: no control character gets through, and no API key. */
export function printable(written: string): string {
  const text = written.includes('wmle_') ? written.replace(API_KEY, 'wmle_…') : written
  // Nearly every text: the expression below takes 0.4 ms to compile, at each start.
  if (isPrintableAscii(text)) return text
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  })
}

const MAX_NAME_LENGTH = 80
const MAX_WORD_LENGTH = 200
/** botocore's own limit. */
const MAX_REGION_LENGTH = 63

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** A variable's name, cut if it is too long to be one. */
export function formatName(text: string): string {
  return cut(printable(text), MAX_NAME_LENGTH)
}

/** A word up to its `=`: the value after it may be a secret. */
export function beforeValue(word: string): string {
  const at = word.indexOf('=')
  return at === -1 ? word : `${word.slice(0, at)}=…`
}

/** A value that is a URI or a path, without what may be secret in it; anything else is described. */
export function formatUri(uri: string): string {
  return printable(describeValue(uri))
}

/** A name that was found on this system or is the launcher's own, cut to what fits on a line. */
export function quote(name: string): string {
  if (holdsPassword(name)) return quoteValue(name)
  return `'${cut(printable(name), MAX_WORD_LENGTH)}'`
}

/** A path that somebody has named. What is no path or URI may be a secret in the wrong place, and is described. */
export function quoteValue(value: string): string {
  const shown = shownValue(value)
  return shown === null ? describeLength(value) : `'${cut(printable(shown), MAX_WORD_LENGTH)}'`
}

/**
 * A word of the command line: an option, the name of a program, a path. A whole command line that quotes made one word is
 * shown up to its second word: what follows may be anything.
 */
export function quoteWord(word: string): string {
  const [first = '', second = '', ...rest] = word.split(' ')
  if (isName(word) || (rest.length === 0 && isName(first) && isName(second))) return `'${cut(word, MAX_WORD_LENGTH)}'`
  return isName(first) && first !== word ? `'${first} …'` : quoteValue(word)
}

function isName(word: string): boolean {
  return /^(?:--?)?[\p{L}\p{N}_.][\p{L}\p{M}\p{N}_.+-]*(?:=…)?$/u.test(word) && !looksLikeKey(word)
}

/** `MLFLOW_TRACKING_URI in .env:3`. */
export function formatOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'option':
      return origin.name
    case 'environment':
      return `${formatName(origin.name)} in the environment`
    case 'file':
      return `${formatName(origin.name)} in ${formatLocation(origin.display, origin.line)}`
    case 'profile':
      return `the profile ${quoteProfile(origin.name)}`
    case 'server':
      return "this project's server"
    case 'default':
      return 'the default'
  }
}

/** A setting that may be the default, which has no name of its own. @param named what it is called then */
export function formatSetting(origin: Origin, named: string): string {
  return origin.kind === 'default' ? named : formatOrigin(origin)
}

/** By the variables: next to `--with-server` there are no options for them. */
export const DEFAULT_DATABASE = 'the default database (MLFLOW_BACKEND_STORE_URI names another)'
export const DEFAULT_ARTIFACTS = 'the default artifact directory (MLFLOW_ARTIFACT_ROOT names another)'

/**
 * A value that was not expected. It may be a key in the wrong place, above all in a file: only what cannot be one is
 * repeated.
 */
export function redactValue(value: string, { kind }: Origin): string {
  // A number or an address of digits, or what is too short for a secret.
  const isHarmless = /^(?:[-+]?[\d.:[\]]{1,21}|.{0,4})$/.test(value)
  // A word or a path of letters: on a command line every user of the machine reads it anyway.
  const isPlain = kind === 'option' && /^[A-Za-z/_. -]{1,12}$/.test(value)
  if (isHarmless || isPlain) return quote(value)
  const [scheme] = /^(?:https?|s3|gs|r2|b2|wasbs|abfss|file|mlflow-artifacts):\/{1,3}/.exec(value) ?? []
  return scheme ? quote(`${scheme}…`) : describeLength(value)
}

/** The name of a profile, which people may have taken for the place of a key. */
export function formatProfile(name: string): string {
  // Names have blanks and apostrophes inside, and signs that no JSON and no assignment has.
  const isPlain = isPrintableAscii(name)
    ? /^(?:[A-Za-z0-9 _.@+/:,()[\]&~-]|\b'\b)*$/.test(name)
    : /^[\p{L}\p{M}\p{N} _.@+/:,()[\]&~-]*$/u.test(name)
  return !isPlain || name.split(/[ ']/).some(looksLikeKey) || /:.*@|^\/|:\/\//.test(name)
    ? describeLength(name)
    : cut(name, MAX_WORD_LENGTH)
}

/** The same in quotes, or in brackets if it is only described. */
export function quoteProfile(name: string): string {
  const shown = formatProfile(name)
  return shown === describeLength(name) ? `(${shown})` : `'${shown}'`
}

/** The name of a region. That of the shell or of a profile is not checked before it is shown. */
export function formatRegion(name: string): string {
  const isForm = name !== '' && name.length <= MAX_REGION_LENGTH && isWord(name.replaceAll('-', ''))
  return isForm && !looksLikeKey(name) ? name : describeLength(name)
}

/** Where alone, without the name: `.env:3`. */
export function formatSource(origin: Origin): string {
  switch (origin.kind) {
    case 'environment':
      return 'the environment'
    case 'file':
      return formatLocation(origin.display, origin.line)
    default:
      return formatOrigin(origin)
  }
}

/** The file alone, without the line: `.env`. */
export function formatFile(origin: Origin): string {
  return origin.kind === 'file' ? printable(origin.display) : formatSource(origin)
}

export function formatLocation(display: string, line: number): string {
  return `${printable(display)}:${line}`
}

/** `a, b and c`. */
export function list(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`
}

export function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}
