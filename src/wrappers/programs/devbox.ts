import * as host from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import { findUpward } from '../find-upward.ts'
import type { Assignment } from '../finding.ts'
import { type JsonObject, lineOf, ownValue, readJson, toObject } from '../json.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { INSIDE } from './dropper.ts'
import { inspectCommands } from './started.ts'

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
    const { env, env_from: from, shell } = parse(text)
    const { init_hook: hook, scripts } = toObject(shell)
    const there = inFolder(scope, path === null ? scope.cwd : host.dirname(path))
    const files = [...(typeof from === 'string' ? [from] : []), ...optionValues(own, '--env-file')]
    const variables = Object.entries(toObject(env)).map(([key, value]): Assignment => {
      const known = typeof value === 'string' && !value.includes('$') ? value : null
      return { name: key, value: known, path: path ?? '', line: lineOf(text, key) }
    })
    const script = own.find((word) => !word.startsWith('-')) ?? ''
    const called = ownValue(toObject(scripts), script)
    return [
      {
        kind: 'sets',
        program: name,
        assignments: [...files.flatMap((file) => readDotenv(file, there, true)), ...variables],
      },
      ...inspectCommands(name, commands(hook), { path: path ?? '', line: lineOf(text, 'init_hook') }, there),
      ...inspectCommands(name, commands(called), { path: path ?? '', line: lineOf(text, script) }, there),
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
function parse(text: string): JsonObject {
  return readJson(text.replace(/^[ \t]*\/\/.*$/gm, '').replace(/,(?=\s*[}\]])/g, ''))
}
