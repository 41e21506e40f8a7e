import { Cursor } from './cursor.ts'
import { type Statement, StatementBuilder } from './statement.ts'

/**
 * Splits a script of the Bourne family into simple commands. It knows quotes, comments, here-documents and brackets; it
 * has no idea of conditions and loops, whose commands are taken as if all of them ran.
 */
export function readStatements(text: string): Statement[] {
  return new Lexer(text).read()
}

class Lexer {
  readonly #cursor: Cursor
  readonly #out: StatementBuilder
  #heredocs: { readonly end: string; readonly stripsTabs: boolean }[] = []

  constructor(text: string) {
    this.#cursor = new Cursor(text)
    this.#out = new StatementBuilder(this.#cursor)
  }

  read(): Statement[] {
    while (!this.#cursor.isAtEnd) this.#step()
    this.#out.endStatement()
    return this.#out.statements
  }

  #step(): void {
    const character = this.#cursor.next()
    switch (character) {
      case ' ':
      case '\t':
      case '\r':
        this.#out.endWord()
        return
      case '\n':
        this.#out.endStatement()
        this.#skipHeredocs()
        return
      case ';':
      case '|':
      case '&':
        this.#out.endStatement()
        return
      case '(':
      case ')':
        this.#bracket(character)
        return
      case '<':
      case '>':
        this.#redirect(character)
        return
      case '#':
        if (this.#out.inWord) {
          this.#out.add(character)
          return
        }
        this.#cursor.at = this.#cursor.indexOrEnd('\n')
        return
      default:
        this.#inText(character, false)
        return
    }
  }

  /** What is the same inside and outside of double quotes. */
  #inText(character: string, isQuoted: boolean): void {
    if (character === '\\') {
      this.#escape(isQuoted)
      return
    }
    if (character === '$') {
      this.#dollar(isQuoted)
      return
    }
    if (character === '`') {
      this.#out.unknown(this.#cursor.until('`'))
      return
    }
    if (!isQuoted && character === "'") {
      this.#out.add(this.#cursor.until("'"))
      return
    }
    if (!isQuoted && character === '"') {
      this.#doubleQuoted()
      return
    }
    if (!isQuoted && character === '~' && this.#mayBeHome()) {
      this.#out.part({ kind: 'variable', name: 'HOME', otherwise: null })
      return
    }
    this.#out.add(character + (this.#cursor.take(isQuoted ? QUOTED_RUN : RUN)?.[0] ?? ''))
  }

  #doubleQuoted(): void {
    this.#out.add('')
    while (!this.#cursor.isAtEnd) {
      const character = this.#cursor.next()
      if (character === '"') return
      this.#inText(character, true)
    }
  }

  #escape(isQuoted: boolean): void {
    const character = this.#cursor.next()
    if (character === '\n') return
    this.#out.add(isQuoted && !/[\\"$`]/.test(character) ? `\\${character}` : character)
  }

  #dollar(isQuoted: boolean): void {
    const character = this.#cursor.peek()
    if (character === '(') {
      this.#cursor.at++
      this.#out.unknown(this.#cursor.balanced('(', ')'))
      return
    }
    if (character === '{') {
      this.#cursor.at++
      this.#parameter(this.#cursor.balanced('{', '}'))
      return
    }
    if (character === "'" && !isQuoted) {
      this.#cursor.at++
      this.#out.add(this.#cursor.until("'"))
      return
    }
    const name = this.#cursor.take(NAME)?.[0]
    if (name === undefined) this.#out.add('$')
    else this.#out.part({ kind: 'variable', name, otherwise: null })
  }

  #parameter(source: string): void {
    const match = /^(\w+)(?::?([-=])([\w./:@%+-]*))?$/.exec(source)
    if (!match) {
      this.#out.unknown(source)
      return
    }
    const [, name = '', operator, otherwise = null] = match
    this.#out.part({ kind: 'variable', name, otherwise, ...(operator === '=' && { assigns: true }) })
  }

  #mayBeHome(): boolean {
    // Before the `~` itself.
    const isStart = !this.#out.inWord || this.#cursor.text.charAt(this.#cursor.at - 2) === '='
    return isStart && /^(?:\/|\s|$)/.test(this.#cursor.peek())
  }

  #bracket(character: '(' | ')'): void {
    if (character === '(' && this.#cursor.peek() === ')') {
      this.#cursor.at++
      this.#out.functionName()
      return
    }
    this.#out.bracket(character)
  }

  #redirect(character: string): void {
    if (this.#cursor.peek() === '(') {
      this.#cursor.at++
      this.#out.unknown(this.#cursor.balanced('(', ')'))
      return
    }
    this.#out.dropDescriptor()
    this.#out.endWord()
    if (character === '<' && this.#cursor.startsWith('<') && !this.#cursor.startsWith('<<')) {
      this.#cursor.at++
      this.#heredoc()
      return
    }
    while (/[<>&|]/.test(this.#cursor.peek()) && !this.#cursor.isAtEnd) this.#cursor.at++
    this.#out.skipWord(character === '<')
  }

  #heredoc(): void {
    const match = this.#cursor.take(HEREDOC)
    if (!match) return
    this.#heredocs.push({ end: (match[2] ?? '').replaceAll(/['"\\]/g, ''), stripsTabs: match[1] === '-' })
  }

  #skipHeredocs(): void {
    for (const { end, stripsTabs } of this.#heredocs) {
      while (!this.#cursor.isAtEnd) {
        const line = this.#cursor.nextLine()
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === end) break
      }
    }
    this.#heredocs = []
  }
}

/** Characters without a meaning of their own. */
const RUN = /[^\s;|&()<>#\\$`'"~]+/y
const QUOTED_RUN = /[^\n\\$`"]+/y
const NAME = /[A-Za-z_]\w*|[\d@*#?$!-]/y
const HEREDOC = /(-?)[ \t]*([^\s;&|<>()]+)/y
