import { isPython } from './python.ts'

/** Functions that bash exports, and their names. */
const matchVariable = (text: string) => /^BASH_FUNC_(.+)(?:%%|\(\))$/.exec(text)
/** Programs that start Python. */
const isStarter = (text: string) => /^(?:uvx?|poetry|pipenv|pdm|hatch|conda|mamba|make)$/.test(text)

/**
 * The name of a function in an environment variable, if it is that of a program that is Python or starts it; else null.
 * Functions with a name of their own, as Lmod's `module`, do nothing until a script calls them.
 */
export function functionName(variable: string): string | null {
  // Asked for each variable of every run: the expressions are compiled for a function only.
  if (!variable.startsWith('BASH_FUNC_')) return null
  const name = matchVariable(variable)?.[1]
  return name !== undefined && (isPython(name) || isStarter(name)) ? name : null
}
