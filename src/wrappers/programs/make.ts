import * as host from '../../host/index.ts'
import type { Finding } from '../finding.ts'
import { Makefile } from '../make/makefile.ts'
import { splitOptions } from '../make/options.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Command, Program } from '../program.ts'
import { inFolder, type Scope } from '../scope.ts'
import { inspectCommands } from './started.ts'

/** make: what the makefile and the files that it includes set for the recipes. */
export const make: Program = {
  names: ['make', 'gmake', 'gnumake', 'remake'],
  inspect: inspectMake,
}

function inspectMake({ name, args: given }: Command, scope: Scope): Finding[] {
  if (hasOption(given, '-h', '--help', '-v', '--version')) return []
  const args = splitOptions(given)
  const folder = host.resolvePath(scope.cwd, ...optionValues(args, '-C', '--directory'))
  const named = optionValues(args, '-f', '--file', '--makefile')
  const there = inFolder(scope, folder)
  const files =
    named.length > 0
      ? named
      : ['GNUmakefile', 'makefile', 'Makefile'].filter((path) => there.read(path) !== null).slice(0, 1)
  const makefile = new Makefile(there, args)
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
    ...makefile.commands(goals).flatMap((line) => inspectCommands(name, line.text, line, there)),
  ]
}
