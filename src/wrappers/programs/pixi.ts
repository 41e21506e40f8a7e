import * as host from '../../host/index.ts'
import { findUpward } from '../find-upward.ts'
import type { Finding } from '../finding.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { readScript } from '../shell/script.ts'
import { readToml, strings } from '../toml.ts'
import { inspectCommands } from './started.ts'
import { tomlVariables } from './toml-variables.ts'

/** pixi run: `[activation]` and the task, which win over the environment. */
export const pixi: Program = {
  names: ['pixi'],
  inspect({ name, args }, scope) {
    const at = args.indexOf('run')
    if (at === -1) return []
    const task = args.slice(at + 1).find((word) => !word.startsWith('-')) ?? ''
    return ['pixi.toml', 'pyproject.toml'].flatMap((file): Finding[] => {
      const path = findUpward(file, scope)
      if (!path) return []
      const there = inFolder(scope, host.dirname(path))
      const entries = readToml(scope.read(path) ?? '', path).flatMap((entry) => {
        const key = file === 'pixi.toml' ? entry.key : /^tool\.pixi\.(.+)$/.exec(entry.key)?.[1]
        return key === undefined ? [] : [{ ...entry, key }]
      })
      const set = entries.filter(({ key }) => key.startsWith('activation.env.') || key.startsWith(`tasks.${task}.env.`))
      const scripts = entries.filter(({ key }) => key === 'activation.scripts').flatMap(strings)
      const commands = entries.filter(({ key }) => key === `tasks.${task}` || key === `tasks.${task}.cmd`)
      const sourced = scripts.flatMap((script) => readScript(script, there, { isInteractive: false }))
      return [
        { kind: 'sets', program: name, assignments: [...tomlVariables(set), ...sourced] },
        ...commands.flatMap((entry) => inspectCommands(name, strings(entry).join('\n'), entry, there)),
      ]
    })
  },
}
