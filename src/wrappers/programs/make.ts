import { host } from '../../host/index.ts'
import type { Finding, Program } from '../finding.ts'
import { Makefile } from '../make/makefile.ts'
import { splitOptions } from '../make/options.ts'
import type { Scope } from '../scope.ts'
import { readCommands } from '../shell/commands.ts'
import { hasOption, optionValues } from './dotenv-file.ts'
import { inspectCommands } from './started.ts'

/** Makefiles that call each other end here. */
const MAX_DEPTH = 2

/** make: what the makefile and the files that it includes set for the recipes. */
export const make: Program = {
  names: ['make', 'gmake', 'gnumake', 'remake'],
  inspect: ({ name, args }, scope) => inspectMake(name, args, scope, 0),
}

function inspectMake(name: string, given: readonly string[], scope: Scope, depth: number): Finding[] {
  if (hasOption(given, '-h', '--help', '-v', '--version')) return []
  const args = splitOptions(given)
  const folder = host.resolvePath(scope.cwd, ...optionValues(args, '-C', '--directory'))
  const named = optionValues(args, '-f', '--file', '--makefile')
  const inFolder: Scope = { ...scope, cwd: folder, read: (path) => scope.read(host.resolvePath(folder, path)) }
  const files =
    named.length > 0
      ? named
      : ['GNUmakefile', 'makefile', 'Makefile'].filter((path) => inFolder.read(path) !== null).slice(0, 1)
  const makefile = new Makefile(inFolder, args)
  for (const path of [...(scope.child('MAKEFILES') ?? '').split(/\s+/), ...files]) if (path !== '') makefile.read(path)
  const goals = args.filter(
    (word, at) =>
      !/^-|=/.test(word) && !/^(?:-C|-f|-I|-o|-W|-E|--directory|--file|--makefile)$/.test(args[at - 1] ?? ''),
  )
  const environmentWins =
    args.some((word) => /^-[a-zA-Z]*e/.test(word) && !/^-[CfIoW]/.test(word)) ||
    hasOption(args, '--environment-overrides')
  const assignments = makefile.result(goals, environmentWins)
  return [
    { kind: 'sets', program: name, assignments },
    ...makefile.commands(goals).flatMap((line): Finding[] => {
      const { makes } = readCommands(line.text, line, inFolder)
      const inner = depth < MAX_DEPTH ? makes : []
      return [
        ...inspectCommands(name, line.text, line, inFolder),
        ...inner.flatMap((called) => inspectMake(name, called.args, { ...scope, cwd: called.cwd }, depth + 1)),
      ]
    }),
  ]
}
