import * as host from '../../host/index.ts'
import { printedWords } from './output.ts'
import type { ScriptFolder } from './script-folder.ts'
import type { ScriptVariables } from './script-variables.ts'
import type { Part, Word } from './word.ts'

/** A command that prints a file may name it by another command. */
const MAX_DEPTH = 2

/** Finds the files that a script names. */
export class NamedFiles {
  readonly #folder: ScriptFolder
  readonly #variables: ScriptVariables

  constructor(folder: ScriptFolder, variables: ScriptVariables) {
    this.#folder = folder
    this.#variables = variables
  }

  /** A file that a script names, as a full path. */
  near(file: string): string {
    const { cwd, scope } = this.#folder
    return host.resolvePath(cwd, file.replace(/^~(?=\/)/, scope.home))
  }

  /** The file that a word names; null if it is not known. @param path the script */
  file(word: Word, path: string): string | null {
    const known = this.#variables.text(word)
    if (known !== null) return this.near(known)
    // Relative to the script itself: "$(dirname "$0")/env.sh", "${BASH_SOURCE%/*}/env.sh".
    const [first, second] = nonEmpty(word)
    const isBeside = first?.kind === 'unknown' && /\$0|BASH_SOURCE/.test(first.source)
    return isBeside && second?.kind === 'text' ? host.joinPath(host.dirname(path), second.text) : null
  }

  /** The existing files that a command such as `grep -v '^#' F | xargs` prints. */
  printed(source: string, path: string, depth = 0): string[] {
    return printedWords(source).flatMap((word) => {
      const text = this.#variables.text(word)
      if (text === null) {
        const inner = word.parts.flatMap((part) => (part.kind === 'unknown' ? part.source : []))
        return depth < MAX_DEPTH ? inner.flatMap((command) => this.printed(command, path, depth + 1)) : []
      }
      const full = text === '' || text.startsWith('-') ? null : this.near(text)
      return full !== null && this.#folder.scope.read(full) !== null ? [full] : []
    })
  }
}

/** Whether a word is what a command prints, and nothing else: `$(cat F)`. */
export function isOutput(word: Word): boolean {
  const [first, second] = nonEmpty(word)
  return first?.kind === 'unknown' && !second
}

function nonEmpty({ parts }: Word): Part[] {
  return parts.filter((part) => part.kind !== 'text' || part.text !== '')
}
