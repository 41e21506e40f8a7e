import { host } from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import { findUpward } from '../find-upward.ts'
import type { Assignment } from '../finding.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { INSIDE } from './dropper.ts'
import { inspectCommands } from './started.ts'

interface Settings {
  readonly env?: Readonly<Record<string, unknown>>
  readonly env_from?: unknown
  readonly shell?: { readonly init_hook?: unknown; readonly scripts?: Readonly<Record<string, unknown>> }
}

/** devbox run: `env`, `env_from`, the hook and the script of devbox.json, which win over the environment. */
export const devbox: Program = {
  names: ['devbox'],
  inspect({ name, args }, scope) {
    const at = args.indexOf('run')
    if (at === -1) return []
    const own = args.slice(at + 1)
    if (hasOption(own, '--pure')) return [{ kind: 'drops', program: name, remedy: `leave out --pure, or ${INSIDE}` }]
    const path = findUpward('devbox.json', scope)
    const text = path === null ? '' : (scope.read(path) ?? '')
    const { env = {}, env_from: from, shell = {} } = parse(text)
    const there = inFolder(scope, path === null ? scope.cwd : host.dirname(path))
    const lineOf = (key: string) => text.slice(0, text.indexOf(JSON.stringify(key))).split('\n').length
    const files = [...(typeof from === 'string' ? [from] : []), ...optionValues(own, '--env-file')]
    const variables = Object.entries(env).map(([key, value]): Assignment => {
      const known = typeof value === 'string' && !value.includes('$') ? value : null
      return { name: key, value: known, path: path ?? '', line: lineOf(key) }
    })
    const script = own.find((word) => !word.startsWith('-')) ?? ''
    const called = shell.scripts && Object.hasOwn(shell.scripts, script) ? shell.scripts[script] : undefined
    return [
      {
        kind: 'sets',
        program: name,
        assignments: [...files.flatMap((file) => readDotenv(file, there, true)), ...variables],
      },
      ...inspectCommands(name, commands(shell.init_hook), { path: path ?? '', line: lineOf('init_hook') }, there),
      ...inspectCommands(name, commands(called), { path: path ?? '', line: lineOf(script) }, there),
    ]
  },
}

function commands(value: unknown): string {
  return [value]
    .flat()
    .filter((line) => typeof line === 'string')
    .join('\n')
}

/** It may have comments, and a comma behind the last value. */
function parse(text: string): Settings {
  try {
    return JSON.parse(text.replace(/^[ \t]*\/\/.*$/gm, '').replace(/,(?=\s*[}\]])/g, '')) as Settings
  } catch {
    return {}
  }
}
