import { ancestors } from '../../env-files/find.ts'
import { displayPath } from '../../host/display-path.ts'
import { canAccess, isRegularFile, pathExists, tryStat } from '../../host/fs-probe.ts'
import * as host from '../../host/index.ts'
import { isTrustedOwner } from '../../host/trust.ts'
import type { Attempt } from './attempt.ts'
import { isOnPath, shellWord, writeCommand } from './on-path.ts'

/** The names that virtual environments usually have. */
const NAMES = ['.venv', 'venv'] as const

/** A program of a virtual environment. */
export interface EnvironmentProgram {
  /** Both as a person in the working directory would write them. */
  readonly program: string
  readonly activate: string
  readonly name: (typeof NAMES)[number]
}

/** Where a virtual environment of the project has a program that is not on PATH. */
export function suggestEnvironment(attempt: Attempt): string | null {
  const { command } = attempt
  const found = findInEnvironment(attempt, command)
  if (!found) return null
  const { program, activate, name } = found
  const ways = [writeCommand(attempt, program)]
  if (name === '.venv' && isOnPath(attempt, 'uv')) ways.push(writeCommand(attempt, 'uv', 'run', command))
  return `the project's virtual environment has it: activate that first ('source ${shellWord(activate)}'), or write ${ways.join(' or ')}`
}

/** Searches from the working directory upward to the git root, or to the project's directory without one. */
export function findInEnvironment({ hostContext, project }: Attempt, program: string): EnvironmentProgram | null {
  const { cwd, uid } = hostContext
  if (program === '' || program.includes('/')) return null
  for (const directory of projectDirectories({ hostContext, project })) {
    for (const name of NAMES) {
      const environment = host.joinPath(directory, name)
      const path = host.joinPath(environment, 'bin', program)
      const owner = tryStat(environment)?.uid
      // Anyone can create one in /tmp.
      if (owner === undefined || !isTrustedOwner(owner, uid, cwd)) continue
      if (!isRegularFile(path) || !canAccess(path, 'execute')) continue
      const activate = displayPath(cwd, host.joinPath(environment, 'bin', 'activate'))
      return { program: displayPath(cwd, path), activate, name }
    }
  }
  return null
}

function projectDirectories({ hostContext, project }: Pick<Attempt, 'hostContext' | 'project'>): string[] {
  const above = [...ancestors(hostContext)]
  const gitRoot = above.findIndex((directory) => pathExists(host.joinPath(directory, '.git')))
  const end = gitRoot === -1 ? above.indexOf(project) : gitRoot
  return [...new Set([...above.slice(0, Math.max(end, 0) + 1), project])]
}
