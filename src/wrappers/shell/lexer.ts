import type { Part, Word } from './word.ts'

/** A simple command of a script, or a bracket around commands. */
export interface Statement {
  readonly kind: 'command' | '{' | '}' | '(' | ')' | 'function'
  readonly words: readonly Word[]
  readonly line: number
  /** What it reads: the word behind `<` or `<<<`. */
  readonly input?: Word
}

/**
 * Splits a script of the Bourne family into simple commands. It knows quotes, comments, here-documents and brackets; it
 * has no idea of conditions and loops, whose commands are taken as if all of them ran.
 */
export function readStatements(text: string): Statement[] {
  return new Lexer(text).read()
}

class Lexer {
  readonly #text: string
  readonly #statements: Statement[] = []
  #at = 0
  #line = 1
  #words: Word[] = []
  #parts: Part[] = []
  /** Whether a word has begun: `''` is one too. */
  #inWord = false
  #skipsWord = false
  /** Whether the word to skip is what the command reads. */
  #isInput = false
  #input: Word | undefined
  #startLine = 1
  #heredocs: { readonly end: string; readonly stripsTabs: boolean }[] = []

  constructor(text: string) {
    this.#text = text
  }

  read(): Statement[] {
    while (this.#at < this.#text.length) this.#step()
    this.#endStatement()
    return this.#statements
  }

  #step(): void {
    const character = this.#next()
    switch (character) {
      case ' ':
      case '\t':
      case '\r':
        this.#endWord()
        return
      case '\n':
        this.#endStatement()
        this.#skipHeredocs()
        return
      case ';':
      case '|':
      case '&':
        this.#endStatement()
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
        if (this.#inWord) {
          this.#add(character)
          return
        }
        this.#at = this.#indexOrEnd('\n')
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
      this.#unknown(this.#until('`'))
      return
    }
    if (!isQuoted && character === "'") {
      this.#add(this.#until("'"))
      return
    }
    if (!isQuoted && character === '"') {
      this.#doubleQuoted()
      return
    }
    if (!isQuoted && character === '~' && this.#mayBeHome()) {
      this.#part({ kind: 'variable', name: 'HOME', otherwise: null })
      return
    }
    this.#add(character)
  }

  #doubleQuoted(): void {
    this.#add('')
    while (this.#at < this.#text.length) {
      const character = this.#next()
      if (character === '"') return
      this.#inText(character, true)
    }
  }

  #escape(isQuoted: boolean): void {
    const character = this.#next()
    if (character === '\n') return
    this.#add(isQuoted && !/[\\"$`]/.test(character) ? `\\${character}` : character)
  }

  #dollar(isQuoted: boolean): void {
    const character = this.#text.charAt(this.#at)
    if (character === '(') {
      this.#at++
      this.#unknown(this.#balanced('(', ')'))
      return
    }
    if (character === '{') {
      this.#at++
      this.#parameter(this.#balanced('{', '}'))
      return
    }
    if (character === "'" && !isQuoted) {
      this.#at++
      this.#add(this.#until("'"))
      return
    }
    NAME.lastIndex = this.#at
    const name = NAME.exec(this.#text)?.[0]
    if (name === undefined) {
      this.#add('$')
      return
    }
    this.#at += name.length
    this.#part({ kind: 'variable', name, otherwise: null })
  }

  #parameter(source: string): void {
    const match = /^(\w+)(?::?([-=])([\w./:@%+-]*))?$/.exec(source)
    if (!match) {
      this.#unknown(source)
      return
    }
    const [, name = '', operator, otherwise = null] = match
    this.#part({ kind: 'variable', name, otherwise, ...(operator === '=' && { assigns: true }) })
  }

  #mayBeHome(): boolean {
    // Before the `~` itself.
    const isStart = !this.#inWord || this.#text.charAt(this.#at - 2) === '='
    return isStart && /^(?:\/|\s|$)/.test(this.#text.charAt(this.#at))
  }

  #bracket(character: '(' | ')'): void {
    if (character === '(' && this.#text.charAt(this.#at) === ')') {
      this.#at++
      this.#endWord()
      this.#push('function')
      return
    }
    this.#endStatement()
    this.#startLine = this.#line
    this.#push(character)
  }

  #redirect(character: string): void {
    if (this.#text.charAt(this.#at) === '(') {
      this.#at++
      this.#unknown(this.#balanced('(', ')'))
      return
    }
    const [last] = this.#parts
    // A file descriptor before it.
    if (this.#parts.length === 1 && last?.kind === 'text' && /^\d*$/.test(last.text)) this.#clearWord()
    this.#endWord()
    if (character === '<' && this.#text.startsWith('<', this.#at) && !this.#text.startsWith('<<', this.#at)) {
      this.#at++
      this.#heredoc()
      return
    }
    while (/[<>&|]/.test(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at++
    this.#skipsWord = true
    this.#isInput = character === '<'
  }

  #heredoc(): void {
    HEREDOC.lastIndex = this.#at
    const match = HEREDOC.exec(this.#text)
    if (!match) return
    this.#at += match[0].length
    this.#heredocs.push({ end: (match[2] ?? '').replaceAll(/['"\\]/g, ''), stripsTabs: match[1] === '-' })
  }

  #skipHeredocs(): void {
    for (const { end, stripsTabs } of this.#heredocs) {
      while (this.#at < this.#text.length) {
        const stop = this.#indexOrEnd('\n')
        const line = this.#text.slice(this.#at, stop)
        this.#at = stop + 1
        this.#line++
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === end) break
      }
    }
    this.#heredocs = []
  }

  #balanced(open: string, close: string): string {
    const start = this.#at
    let depth = 1
    while (this.#at < this.#text.length) {
      const character = this.#next()
      if (character === '\\') this.#next()
      else if (character === "'" && open === '(') this.#until("'")
      else if (character === open) depth++
      else if (character === close && --depth === 0) return this.#text.slice(start, this.#at - 1)
    }
    return this.#text.slice(start)
  }

  #until(end: string): string {
    const start = this.#at
    const stop = this.#indexOrEnd(end)
    for (let at = this.#text.indexOf('\n', start); at !== -1 && at < stop; at = this.#text.indexOf('\n', at + 1))
      this.#line++
    this.#at = stop + 1
    return this.#text.slice(start, stop)
  }

  #indexOrEnd(text: string): number {
    const at = this.#text.indexOf(text, this.#at)
    return at === -1 ? this.#text.length : at
  }

  #next(): string {
    const character = this.#text.charAt(this.#at++)
    if (character === '\n') this.#line++
    return character
  }

  #add(text: string): void {
    const last = this.#parts.at(-1)
    if (last?.kind === 'text') this.#parts[this.#parts.length - 1] = { kind: 'text', text: last.text + text }
    else this.#parts.push({ kind: 'text', text })
    this.#begin()
  }

  #unknown(source: string): void {
    this.#part({ kind: 'unknown', source })
  }

  #part(part: Part): void {
    this.#parts.push(part)
    this.#begin()
  }

  #begin(): void {
    if (!this.#inWord && this.#words.length === 0) this.#startLine = this.#line
    this.#inWord = true
  }

  #endWord(): void {
    if (!this.#inWord) return
    if (!this.#skipsWord) this.#words.push({ parts: this.#parts })
    else if (this.#isInput) this.#input = { parts: this.#parts }
    this.#skipsWord = false
    this.#clearWord()
    this.#reserved()
  }

  #clearWord(): void {
    this.#parts = []
    this.#inWord = false
  }

  /** Words that only introduce a command are left out; braces are statements of their own. */
  #reserved(): void {
    const last = this.#words.at(-1)
    const isFirst = this.#words.length === 1
    if (last?.parts.length !== 1 || (!isFirst && plain(this.#words[0]) !== 'function')) return
    const text = plain(last)
    if (text === '{' || (isFirst && text === '}')) {
      this.#words.pop()
      if (!isFirst) this.#push('command')
      this.#push(text)
    } else if (isFirst && RESERVED.has(text)) this.#words = []
  }

  #endStatement(): void {
    this.#endWord()
    this.#skipsWord = false
    if (this.#words.length > 0 || this.#input) this.#push('command')
  }

  #push(kind: Statement['kind']): void {
    const input = this.#input
    this.#statements.push({ kind, words: this.#words, line: this.#startLine, ...(input && { input }) })
    this.#words = []
    this.#input = undefined
  }
}

const NAME = /[A-Za-z_]\w*|[\d@*#?$!-]/y
const HEREDOC = /(-?)[ \t]*([^\s;&|<>()]+)/y
const RESERVED = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', 'time', 'builtin', 'command'])

function plain(word: Word | undefined): string {
  const [part] = word?.parts ?? []
  return part?.kind === 'text' ? part.text : ''
}
