import { readShebang } from '../../host/find-command.ts'
import { canAccess, isRegularFile } from '../../host/fs-probe.ts'
import * as host from '../../host/index.ts'
import type { Attempt } from './attempt.ts'
import { isOnPath, writeCommand } from './on-path.ts'
import { findInEnvironment } from './project-environment.ts'

/** What runs a file, by the end of its name. */
const INTERPRETERS: Readonly<Record<string, readonly string[]>> = {
  py: ['python'],
  pyw: ['python'],
  ipynb: ['jupyter', 'execute'],
  sh: ['bash'],
  bash: ['bash'],
  zsh: ['zsh'],
  r: ['Rscript'],
  jl: ['julia'],
  js: ['node'],
  cjs: ['node'],
  mjs: ['node'],
  rb: ['ruby'],
  pl: ['perl'],
  jar: ['java', '-jar'],
}

/**
 * How to run a file that is no command: it is not executable, or it is in the working directory and not on PATH.
 *
 * @param file as it was written
 * @returns null if there is no such file, or if nothing tells what runs it
 */
export function suggestInterpreter(attempt: Attempt, file: string): string | null {
  const path = host.resolvePath(attempt.hostContext.cwd, file)
  if (file === '' || !isRegularFile(path)) return null
  const [, ending = ''] = /\.([A-Za-z]+)$/.exec(file) ?? []
  const interpreter = INTERPRETERS[ending.toLowerCase()] ?? []
  const hasShebang = readShebang(path) !== null
  const isExecutable = canAccess(path, 'execute')
  const direct = file.includes('/') ? file : `./${file}`
  const ways = [
    ...(interpreter.length > 0 ? [writeCommand(attempt, ...atHand(attempt, interpreter), file)] : []),
    ...(isExecutable && (hasShebang || interpreter.length === 0) ? [writeCommand(attempt, direct)] : []),
  ]
  const isElsewhere = file.includes('/') ? '' : 'it is a file in the working directory, not on PATH: '
  if (ways.length > 0) return `${isElsewhere}write ${ways.join(' or ')}`
  return hasShebang ? `${isElsewhere}run 'chmod +x' on it, and write ${writeCommand(attempt, direct)}` : null
}

/** Python under the name that it has here. */
function atHand(attempt: Attempt, interpreter: readonly string[]): readonly string[] {
  const [program = '', ...rest] = interpreter
  if (isOnPath(attempt, program)) return interpreter
  const inEnvironment = findInEnvironment(attempt, program)
  if (inEnvironment !== null) return [inEnvironment.program, ...rest]
  return program === 'python' && isOnPath(attempt, 'python3') ? ['python3'] : interpreter
}
