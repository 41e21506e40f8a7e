import type { Cursor } from './cursor.ts'
import type { Part, Word } from './word.ts'

/** A simple command of a script, or a bracket around commands. */
export interface Statement {
  readonly kind: 'command' | '{' | '}' | '(' | ')' | 'function'
  readonly words: readonly Word[]
  readonly line: number
  /** What it reads: the word behind `<` or `<<<`. */
  readonly input?: Word
}

const RESERVED = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', 'time', 'builtin', 'command'])

/** Collects the parts of words, the words of commands, and the commands. */
export class StatementBuilder {
  readonly statements: Statement[] = []
  readonly #cursor: Cursor
  #words: Word[] = []
  #parts: Part[] = []
  /** Whether a word has begun: `''` is one too. */
  #inWord = false
  #skipsWord = false
  /** Whether the word to skip is what the command reads. */
  #isInput = false
  #input: Word | undefined
  #startLine = 1

  /** @param cursor where the text is being read: it tells the lines */
  constructor(cursor: Cursor) {
    this.#cursor = cursor
  }

  get inWord(): boolean {
    return this.#inWord
  }

  add(text: string): void {
    const last = this.#parts.at(-1)
    if (last?.kind === 'text') this.#parts[this.#parts.length - 1] = { kind: 'text', text: last.text + text }
    else this.#parts.push({ kind: 'text', text })
    this.#begin()
  }

  unknown(source: string): void {
    this.part({ kind: 'unknown', source })
  }

  part(part: Part): void {
    this.#parts.push(part)
    this.#begin()
  }

  #begin(): void {
    if (!this.#inWord && this.#words.length === 0) this.#startLine = this.#cursor.line
    this.#inWord = true
  }

  endWord(): void {
    if (!this.#inWord) return
    if (!this.#skipsWord) this.#words.push({ parts: this.#parts })
    else if (this.#isInput) this.#input = { parts: this.#parts }
    this.#skipsWord = false
    this.#clearWord()
    this.#reserved()
  }

  /** The next word is no argument; it may be what the command reads. */
  skipWord(isInput: boolean): void {
    this.#skipsWord = true
    this.#isInput = isInput
  }

  /** Forgets a word that is the number of a file descriptor. */
  dropDescriptor(): void {
    const [last] = this.#parts
    if (this.#parts.length === 1 && last?.kind === 'text' && /^\d*$/.test(last.text)) this.#clearWord()
  }

  /** Ends the command before a bracket. */
  bracket(kind: '(' | ')'): void {
    this.endStatement()
    this.#startLine = this.#cursor.line
    this.#push(kind)
  }

  /** `name ()`. */
  functionName(): void {
    this.endWord()
    this.#push('function')
  }

  endStatement(): void {
    this.endWord()
    this.#skipsWord = false
    if (this.#words.length > 0 || this.#input) this.#push('command')
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

  #push(kind: Statement['kind']): void {
    const input = this.#input
    this.statements.push({ kind, words: this.#words, line: this.#startLine, ...(input && { input }) })
    this.#words = []
    this.#input = undefined
  }
}

function plain(word: Word | undefined): string {
  const [part] = word?.parts ?? []
  return part?.kind === 'text' ? part.text : ''
}
