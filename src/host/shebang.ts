/** The first line of a script, which names the program that runs it. */
export interface Shebang {
  readonly interpreter: string
  /** Everything after it; the kernel hands it over as one word. */
  readonly argument: string
}

/**
 * Reads `#!` as the kernel does.
 *
 * @param head the first bytes of a file, one character each
 * @param limit how many of them count; an interpreter that is cut off there is none
 * @returns null if the file has no such line
 * @see execve(2), interpreter scripts
 */
export function parseShebang(head: string, limit: number): Shebang | null {
  if (!head.startsWith('#!')) return null
  const [line = '', interpreter, argument] =
    /^#![ \t]*([^ \t\n\0]+)(?:[ \t]+([^\n\0]*))?/.exec(head.slice(0, limit)) ?? []
  if (interpreter === undefined || (argument === undefined && line.length === limit)) return null
  return { interpreter, argument: argument ?? '' }
}
