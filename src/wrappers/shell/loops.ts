import { expandPattern } from '../pattern.ts'
import type { NamedFiles } from './named-files.ts'
import type { ScriptFolder } from './script-folder.ts'
import type { ScriptVariables } from './script-variables.ts'
import type { Statement } from './statement.ts'
import { isAssignment, leading, NO_WORD, type Word } from './word.ts'

/** What the variable of a loop can be. */
export interface Loop {
  /** Files whose lines it is. */
  readonly files: readonly string[]
  readonly values: readonly string[]
}

/** Commands of a loop that are looked through for its end. */
const MAX_LOOP = 64
/** Commands that read lines into variables. */
const READERS = /^(?:read|mapfile|readarray)$/
/** The variable in `${NAME?}`, `${NAME%%=*}`. */
const LOOP_NAME = /^!?([A-Za-z_]\w*)(?=[^\w\s]|$)/

/** The variables of a script's loops. */
export class Loops {
  readonly #folder: ScriptFolder
  readonly #variables: ScriptVariables
  readonly #files: NamedFiles
  readonly #loops = new Map<string, Loop>()

  constructor(folder: ScriptFolder, variables: ScriptVariables, files: NamedFiles) {
    this.#folder = folder
    this.#variables = variables
    this.#files = files
  }

  get(name: string): Loop | undefined {
    return this.#loops.get(name)
  }

  /** The loop whose variable a word begins with. */
  of({ parts }: Word): Loop | undefined {
    for (const part of parts) {
      const name =
        part.kind === 'variable' ? part.name : part.kind === 'unknown' ? LOOP_NAME.exec(part.source)?.[1] : ''
      const loop = name ? this.#loops.get(name) : undefined
      if (loop) return loop
    }
    return undefined
  }

  /** `for NAME in dir/*.sh`, `for NAME in $(cat F)`. */
  bindFor([name, , ...items]: readonly Word[], path: string): void {
    if (!name) return
    const files: string[] = []
    const values: string[] = []
    for (const item of items) {
      const lines = this.of(item)
      files.push(...(lines?.files ?? []))
      values.push(...(lines?.values ?? []))
      const text = this.#variables.text(item)
      if (text !== null) values.push(...text.split(/\s+/).flatMap((word) => expandPattern(word, this.#folder.cwd)))
      for (const part of item.parts) if (part.kind === 'unknown') files.push(...this.#files.printed(part.source, path))
    }
    this.#loops.set(leading(name), { files, values })
  }

  /**
   * `while read -r LINE; do …; done <F`, and the arrays of `mapfile -t LINES <F` and `read -a`; a variable that is read
   * otherwise has an unknown value.
   */
  bindRead(statements: readonly Statement[], at: number, path: string): void {
    const { words = [], line = 0, input } = statements[at] ?? {}
    const start = words.findIndex((word) => !isAssignment(word))
    const command = start === -1 ? '' : leading(words[start] ?? NO_WORD)
    const args = words.slice(start + 1).map(leading)
    if (!READERS.test(command)) return
    const names = args.filter((word) => /^[A-Za-z_]\w*$/.test(word))
    const isArray = command !== 'read' || args.some((word) => /^-\w*a/.test(word))
    const source = input ? (isArray ? input : undefined) : endOfLoop(statements, at)
    if (!source) {
      for (const name of names) this.#variables.set(name, null, { path, line })
      return
    }
    const text = this.#variables.text(source)
    const own = text === null ? [] : [this.#files.near(text)]
    const printed = source.parts.flatMap((part) =>
      part.kind === 'unknown' ? this.#files.printed(part.source, path) : [],
    )
    for (const name of isArray ? names.slice(-1) : names)
      this.#loops.set(name, { files: [...own, ...printed], values: [] })
  }
}

/** What the loop around a command reads: the word behind `done <`. */
function endOfLoop(statements: readonly Statement[], at: number): Word | undefined {
  const isEnd = ({ words: [first] }: Statement) => first && leading(first) === 'done'
  return statements.slice(at, at + MAX_LOOP).find(isEnd)?.input
}
