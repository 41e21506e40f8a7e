// What the words behind ``` say. See "Pages whose commands are run" in CONTRIBUTING.md.
import type { Block } from './page.ts'

const SHELLS = new Set(['sh', 'bash', 'console'])
/** What may follow the language of a shell's block. */
export const FLAGS = new Set(['no-run', 'start', 'fails', 'terminal'])

export const isShell = ({ language }: Block): boolean => SHELLS.has(language)

export const isRun = (block: Block): boolean => isShell(block) && !block.info.includes('no-run')

/** Its last command keeps running until the page ends. */
export const starts = (block: Block): boolean => isRun(block) && block.info.includes('start')

export const startsServer = (block: Block): boolean => starts(block) && /\bserver\b/.test(block.text)

/** Its last command is meant to fail. */
export const fails = (block: Block): boolean => block.info.includes('fails')

/** Its commands ask questions on a terminal, each of which a line of the input answers. */
export const asks = (block: Block): boolean => block.info.includes('terminal')

/** The file that a block of any other language is the content of; null if it names none. */
export function fileOf(block: Block): string | null {
  const [name = ''] = block.info
  return !isShell(block) && name !== '' ? name : null
}

/** The reason for `no-run`, from `<!-- no-run: … -->` before the block; empty if there is none. */
export const reasonOf = (block: Block): string => sayingOf(block, 'no-run')

/** What the commands of a block read from standard input, from `<!-- input: … -->` before it. */
export const inputOf = (block: Block): string => sayingOf(block, 'input')

function sayingOf({ comments }: Block, what: string): string {
  const found = comments.find((comment) => comment.startsWith(`${what}:`))
  return found?.slice(what.length + 1).trim() ?? ''
}

/** A server that is not started: what a start would check, and nothing more. */
export function withDryRun(command: string): string {
  return command.replace(
    /(\bwith-mlflow-env(?:\s+-[\w-]+(?:=\S+)?)*\s+server\b)(?!.*--(?:dry-run|help)\b)/,
    '$1 --dry-run',
  )
}
