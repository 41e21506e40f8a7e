/** What `from_input.py` reads, and its own text. */
export interface BuiltInScripts {
  /** The text of `from_input.py`. */
  readonly loader: string
  /** The texts of scripts and modules, compressed: each character is a byte. */
  readonly packed: string
  /** The scripts that can be run, by their file names; each with the name of its module. */
  readonly scripts: Readonly<Record<string, string>>
}

/** Where the build puts them in: the native executable has no files. */
declare const PYTHON_SCRIPTS: BuiltInScripts | undefined

/** How Python runs a script without a file. */
export interface ScriptInput {
  /** The words in front of the script's own. */
  readonly args: readonly string[]
  /** What it reads first. It fits into a pipe. */
  readonly input: Uint8Array
}

/** @returns null if the script is a file */
export function findBuiltIn(script: string): ScriptInput | null {
  return typeof PYTHON_SCRIPTS === 'undefined' ? null : toInput(PYTHON_SCRIPTS, script)
}

export function toInput({ loader, packed, scripts }: BuiltInScripts, script: string): ScriptInput | null {
  const module = scripts[script]
  if (module === undefined) return null
  const input = Uint8Array.from(packed, (character) => character.charCodeAt(0))
  return { args: ['-c', loader, module, String(input.length)], input }
}
