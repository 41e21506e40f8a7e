import { findCommand, readShebang } from '../host/find-command.ts'
import type { Command } from './program.ts'
import { MAX_COMMANDS, programName, wordsStartedBy } from './started-words.ts'

/** The commands of a chain such as `nice uv run make train`: each starts the next. */
export function commandChain(words: readonly string[], cwd: string, path: string | undefined): Command[] {
  const commands: Command[] = []
  const left: (readonly string[])[] = [words]
  while (left.length > 0 && commands.length < MAX_COMMANDS) {
    const [first, ...args] = left.shift() ?? []
    if (first === undefined) continue
    const name = programName(first)
    commands.push({ name, args })
    left.push(wordsStartedBy(name, args), module(name, args), ...interpreter(first, args, cwd, path))
  }
  return commands
}

/** `python -m honcho start` starts what `honcho start` does. */
function module(name: string, args: readonly string[]): readonly string[] {
  return /^python[\d.]*$/.test(name) && args[0] === '-m' && args[1] ? args.slice(1) : []
}

/** A script's own interpreter, if it is a shell. */
function interpreter(
  first: string,
  args: readonly string[],
  cwd: string,
  path: string | undefined,
): (readonly string[])[] {
  if (!first.includes('/') && !/\.(?:sh|bash|zsh|ksh|fish|csh)$/.test(first)) return []
  const found = findCommand(first, cwd, path)
  const shebang = found.kind === 'found' ? readShebang(found.path) : null
  if (found.kind !== 'found' || !shebang || !/sh$|\/env$/.test(shebang.interpreter)) return []
  const given = shebang.argument.split(/\s+/).filter((word) => word !== '' && word !== '-S')
  return [[shebang.interpreter, ...given, found.path, ...args]]
}
