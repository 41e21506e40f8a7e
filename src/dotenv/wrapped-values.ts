import { isProtected } from './protected-names.ts'
import type { Statement } from './statement.ts'

/** A value that an editor, a terminal or `base64` broke into lines, and what Python takes its other lines for: names. */
export interface WrappedValue {
  readonly owner: Statement & { readonly name: string }
  /** The lines below it, from the first to the last. */
  readonly pieces: readonly (Statement & { readonly name: string })[]
}

/** A shorter value is not wrapped by anything. */
const MIN_LENGTH = 20
/** Secret access keys of AWS have so many characters. */
const SECRET_LENGTH = 40

/** Finds unquoted values that go on in the lines below, which look like no variable's name. */
export function findWrappedValues(statements: readonly Statement[]): WrappedValue[] {
  const found: WrappedValue[] = []
  for (let at = 1; at < statements.length; at++) {
    const owner = statements[at - 1]
    const next = statements[at]
    // Nearly every line has a value of its own.
    if (next?.value && next.value !== '=' && !owner?.value?.includes('://')) continue
    if (!hasName(owner) || owner.value === null || owner.quote !== '') continue
    const pieces = followingPieces(statements, at, owner)
    if (pieces.length === 0) continue
    if (isBroken(owner, pieces)) found.push({ owner, pieces })
    at += pieces.length - 1
  }
  return found
}

/** Whether a name looks like a part of a key, a token or a URI: nobody calls a variable so. */
export function looksLikePiece(statement: Statement): boolean {
  const { name, value } = statement
  // What the statement is without an expression comes first: it rules out nearly every line.
  if (name === null || !isPadding(value) || !canBePiece(statement)) return false
  return value === '=' || /^(?=.*[+/]).{6,}$/.test(name) || mixesKinds(name) || /^(?=.*\d)[0-9a-f]{16,}$/i.test(name)
}

/** Whether a line has only the characters of base64 and of URIs, and names no variable that matters. */
function canBePiece({ name, quote, text }: Statement): boolean {
  return (
    name !== null && quote === '' && text.startsWith(name) && /^[\w+/.?&@%:,;~-]+$/.test(name) && !isProtected(name)
  )
}

/** A name alone, or what base64 ends with. */
function isPadding(value: string | null): boolean {
  return value === null || value === '' || value === '='
}

/** Capitals, small letters and digits, as base64 has them. */
function mixesKinds(name: string): boolean {
  return /[a-z]/.test(name) && /[A-Z]/.test(name) && /\d/.test(name)
}

function followingPieces(statements: readonly Statement[], from: number, owner: Statement): WrappedValue['pieces'] {
  const pieces: WrappedValue['pieces'][number][] = []
  for (let at = from; at < statements.length; at++) {
    const next = statements[at]
    // A blank line or a comment ends a value.
    if (!hasName(next) || next.line !== owner.line + pieces.length + 1) break
    if (isEmptyVariable(next) || (!isPadding(next.value) && !continuesUri(owner, next.name))) break
    if (!canBePiece(next)) break
    pieces.push(next)
  }
  return pieces
}

/** `DEBUG=`, which can follow anything. */
function isEmptyVariable({ name, value }: Statement): boolean {
  return value === '' && name !== null && /^[A-Z_][A-Z0-9_]*$/.test(name)
}

const URI_SIGNS = ['/', '?', '&', '@', '%']

/** A query's parameter reads as a variable with a value. */
function continuesUri({ value }: Statement, name: string): boolean {
  return value?.includes('://') === true && URI_SIGNS.some((sign) => name.includes(sign))
}

function isBroken({ name, value }: WrappedValue['owner'], pieces: WrappedValue['pieces']): boolean {
  const written = value ?? ''
  const length = pieces.reduce((sum, { text }) => sum + text.trim().length, written.length)
  if (length < MIN_LENGTH) return false
  if (written.endsWith('\\') || pieces.some((piece) => looksLikePiece(piece) || !isPadding(piece.value))) return true
  if (!isProtected(name)) return false
  // Letters alone, but not as in `camelCase`.
  if (pieces.some(({ name: word, value: rest }) => rest === null && /[a-z][A-Z]+[a-z]+[A-Z]/.test(word))) return true
  return name.endsWith('_SECRET_ACCESS_KEY') && written.length < SECRET_LENGTH && length === SECRET_LENGTH
}

function hasName(statement: Statement | undefined): statement is Statement & { readonly name: string } {
  return statement !== undefined && statement.name !== null
}
