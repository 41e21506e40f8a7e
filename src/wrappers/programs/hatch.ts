import * as host from '../../host/index.ts'
import { findUpward } from '../find-upward.ts'
import type { Finding } from '../finding.ts'
import { optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { readToml, strings } from '../toml.ts'
import { passes } from './passing.ts'
import { inspectCommands } from './started.ts'
import { tomlVariables } from './toml-variables.ts'

/** hatch run: `env-vars`, `env-include` and the scripts of the environment, which inherits from `default`. */
export const hatch: Program = {
  names: ['hatch'],
  inspect({ name, args }, scope) {
    const at = args.indexOf('run')
    if (at === -1) return []
    const called = args.slice(at + 1).find((word) => !word.startsWith('-')) ?? ''
    const [before, after] = called.split(':')
    const named = optionValues(args.slice(0, at), '-e', '--env')[0] ?? scope.child('HATCH_ENV')
    const environments = new Set(['default', after === undefined ? (named ?? 'default') : (before ?? '')])
    const script = after ?? before ?? ''
    return ['pyproject.toml', 'hatch.toml'].flatMap((file): Finding[] => {
      const path = findUpward(file, scope)
      if (!path) return []
      const entries = readToml(scope.read(path) ?? '', path).flatMap((entry) => {
        const [, environment = '', key = ''] = /^(?:tool\.hatch\.)?envs\.([^.]+)\.(.+)$/.exec(entry.key) ?? []
        return environments.has(environment) ? [{ ...entry, key }] : []
      })
      const assignments = tomlVariables(entries.filter(({ key }) => key.startsWith('env-vars.')))
      const included = entries.filter(({ key }) => key === 'env-include').flatMap(strings)
      const commands = entries.filter(({ key }) => key === `scripts.${script}`)
      const there = inFolder(scope, host.dirname(path))
      return [
        { kind: 'sets', program: name, assignments },
        ...(included.length > 0 && !passes(included, scope) ? [drops(name)] : []),
        ...commands.flatMap((entry) =>
          inspectCommands(name, strings(entry).join('\n'), { path, line: entry.line }, there),
        ),
      ]
    })
  },
}

function drops(program: string): Finding {
  return { kind: 'drops', program, remedy: "add 'AWS_*' and 'MLFLOW_*' to env-include in the configuration of hatch" }
}
