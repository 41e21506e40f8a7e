import * as host from '../../host/index.ts'
import { listNames } from '../../host/list-names.ts'
import type { Assignment, Finding } from '../finding.ts'
import type { Command, Program } from '../program.ts'
import type { Scope } from '../scope.ts'
import { readCsh } from '../shell/csh.ts'
import { readFish, readFishVariables } from '../shell/fish.ts'
import { type Invocation, parseInvocation } from '../shell/invocation.ts'
import { readScript, readScriptText } from '../shell/script.ts'
import { startupFiles } from '../shell/startup-files.ts'
import { inspectCommands, inspectScript } from './started.ts'

/** How to start a shell without its files. */
const WITHOUT_FILES: Readonly<Record<string, string>> = {
  zsh: "start it with 'zsh -f'",
  fish: "start it with 'fish --no-config'",
  csh: "start it with 'csh -f'",
  tcsh: "start it with 'tcsh -f'",
}

/** Shells: the files that they read at startup, and what the script itself sets. */
export const shells: Program = {
  names: ['bash', 'sh', 'dash', 'ash', 'ksh', 'ksh93', 'mksh', 'lksh', 'zsh', 'fish', 'csh', 'tcsh'],
  inspect(command, scope) {
    const how = parseInvocation(command.name, command.args, scope.isInteractive)
    return [...startup(command, how, scope), ...script(command, how, scope)]
  },
}

function startup({ name }: Command, how: Invocation, scope: Scope): Finding[] {
  const remedy = WITHOUT_FILES[name] ?? (how.isLogin ? 'start it without -l' : null)
  return startupAssignments(name, how, scope).map((assignments) => {
    return { kind: 'startup', shell: name, variable: null, remedy, assignments }
  })
}

/** One list for each file. */
function startupAssignments(name: string, how: Invocation, scope: Scope): Assignment[][] {
  if (name === 'fish') return how.noFiles ? [] : fishAssignments(how, scope)
  const files = startupFiles(name, how, scope)
  if (/csh$/.test(name)) return [readCsh(files, scope)]
  return files.map((path) => readScript(path, scope, how))
}

function fishAssignments({ isInteractive }: Invocation, scope: Scope): Assignment[][] {
  const folder = host.joinPath(scope.child('XDG_CONFIG_HOME') || host.joinPath(scope.home, '.config'), 'fish')
  const parts = host.joinPath(folder, 'conf.d')
  const names = listNames(parts).filter((name) => name.endsWith('.fish'))
  const files = [...names.sort().map((name) => host.joinPath(parts, name)), host.joinPath(folder, 'config.fish')]
  return [readFish(files, scope, isInteractive), readFishVariables(host.joinPath(folder, 'fish_variables'), scope)]
}

function script({ name }: Command, { text, script: path, args, isInteractive }: Invocation, scope: Scope): Finding[] {
  if (/csh$|^fish$/.test(name)) return []
  if (text !== null) {
    const assignments = readScriptText(text, scope, { isInteractive }).filter((assignment) => assignment.path !== '')
    return [{ kind: 'sets', program: name, assignments }, ...inspectCommands(name, text, { path: '', line: 1 }, scope)]
  }
  // Those that a script runs are read with it.
  return path === null || scope.depth > 0 ? [] : inspectScript(name, path, scope, args)
}
