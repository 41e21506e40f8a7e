import { commandChain } from './chain.ts'
import type { Finding } from './finding.ts'
import { PROGRAMS } from './programs/index.ts'
import type { Scope } from './scope.ts'
import { inspectCalledFunction } from './shell/exported-functions.ts'

/** What the programs of a command are known to change, the launcher's own or one in a script. */
export function inspectCommand(words: readonly string[], scope: Scope): Finding[] {
  const [first] = words
  const called = scope.depth > 0 && first ? inspectCalledFunction(first, scope) : []
  const inside = commandChain(words, scope.cwd, scope.child('PATH')).flatMap((command) =>
    PROGRAMS.filter(({ names }) => names.includes(command.name)).flatMap((program) => program.inspect(command, scope)),
  )
  return [...called, ...inside]
}
