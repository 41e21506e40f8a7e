// The commands of a block, each with the line where it begins, as a shell would take them.
import { spawnSync } from 'node:child_process'
import type { Block } from './page.ts'

export interface Command {
  /** In the page. */
  readonly line: number
  readonly text: string
  /** The output that the page shows; null if it shows none. */
  readonly expected: string | null
}

/** The commands of a block of `sh` or `bash`, which has nothing else in it. */
export function commandsOfScript({ text, line }: Block): Command[] {
  const lines = text.split('\n')
  const commands: Command[] = []
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at] ?? '')) {
      at++
      continue
    }
    const length = lengthOfCommand(lines.slice(at))
    commands.push({ line: line + at, text: lines.slice(at, at + length).join('\n'), expected: null })
    at += length
  }
  return commands
}

/** The commands of a block of `console`, each behind a `$`, with their output. */
export function commandsOfConsole({ page, text, line }: Block): Command[] {
  const lines = text.split('\n')
  const starts = lines.flatMap((each, index) => (each.startsWith('$ ') ? [index] : []))
  if (starts[0] !== 0) throw new Error(`${page}:${line}: expected '$ ' and a command on the first line of the block`)
  return starts.flatMap((start, index) => {
    const own = lines.slice(start, starts[index + 1])
    // The prompt of a continued line, if the page shows it.
    const typed = own.map((each) => each.replace(/^(\$|>) /, ''))
    const length = lengthOfCommand(typed)
    const command = typed.slice(0, length).join('\n')
    return [{ line: line + start, text: command, expected: own.slice(length).join('\n') }]
  })
}

const isBlank = (line: string) => /^\s*(#.*)?$/.test(line)

/** How many of the lines belong to the first command. */
function lengthOfCommand(lines: readonly string[]): number {
  for (let length = 1; length < lines.length; length++) {
    if (isComplete(lines.slice(0, length).join('\n'))) return length
  }
  return lines.length
}

/** Why bash cannot read a command; null if it can. */
export function syntaxError(command: string): string | null {
  // An unfinished document within the command is only a warning to bash.
  const { stderr } = spawnSync('bash', ['-n'], { input: command, encoding: 'utf8', env: { LC_ALL: 'C' } })
  return stderr === '' ? null : stderr.trim()
}

/** What a command that goes on in the next line has in it. Asking bash takes time. */
const MAY_GO_ON = /[\\'"`(){}<|&]|\b(?:for|while|until|if|case|select|do|then|else)\b/

function isComplete(command: string): boolean {
  if (!MAY_GO_ON.test(command)) return true
  return !command.endsWith('\\') && syntaxError(command) === null
}
