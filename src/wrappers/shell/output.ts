import { readStatements } from './lexer.ts'
import { leading, type Word } from './word.ts'

/** Programs that print what is in a file, or a part of it. */
const PRINTERS = new Set(
  'cat tac grep egrep fgrep rg sed gsed awk gawk mawk tr xargs cut head tail sort uniq envsubst'.split(' '),
)

/** Programs that print a set of AWS keys, as lines for a shell. */
const KEY_PRINTERS =
  /\baws\b[^|;&]*\bexport-credentials\b|\baws-vault\s+export\b|\bsaml2aws\s+script\b|\baws-sso\s+eval\b|\baws2-wrap\b[^|;&]*--export\b|\bgimme-aws-creds\b[^|;&]*\bexport\b/

/** The words of a command such as `grep -v '^#' F | xargs` that may name a file which it prints. */
export function printedWords(command: string): Word[] {
  return readStatements(command).flatMap(({ words: [first, ...args], input }) => {
    const name = first ? leading(first).replace(/^.*\//, '') : ''
    return [...(input ? [input] : []), ...(PRINTERS.has(name) ? args : [])]
  })
}

/** The variables of AWS and MLflow that a command is seen to print assignments of: their values are not known. */
export function assignedNames(command: string): string[] {
  const written = [...command.matchAll(/\b((?:AWS|MLFLOW)_\w{1,100})=/g)].map(([, name = '']) => name)
  const keys = KEY_PRINTERS.test(command) ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] : []
  return [...new Set([...written, ...keys])]
}
