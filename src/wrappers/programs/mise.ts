import * as host from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import type { Assignment, Finding } from '../finding.ts'
import type { Program } from '../program.ts'
import { inFolder, type Scope } from '../scope.ts'
import { readScript } from '../shell/script.ts'
import { readToml, strings, type TomlEntry } from '../toml.ts'
import { inspectCommands } from './started.ts'
import { tomlVariables } from './toml-variables.ts'

/** mise exec and mise run: `[env]` of its files, which wins over the environment, and the task. */
export const mise: Program = {
  names: ['mise'],
  inspect({ name, args }, scope) {
    const at = args.findIndex((word) => /^(?:x|exec|r|run)$/.test(word))
    if (at === -1 || scope.child('MISE_NO_CONFIG') === '1') return []
    const task = /^r/.test(args[at] ?? '') ? args.slice(at + 1).find((word) => !word.startsWith('-')) : undefined
    const files = configurationFiles(scope).map((path) => readToml(scope.read(path) ?? '', path))
    const variables = files.flatMap((entries) => entries.flatMap((entry) => environmentOf(entry, scope)))
    // The nearest file wins: what others say of the same name does not count.
    const nearest = [...new Map(variables.toReversed().map((one) => [one.name, one])).values()].reverse()
    const ofTask = files.flat().filter(({ key }) => task !== undefined && key.startsWith(`tasks.${task}`))
    return [
      { kind: 'sets', program: name, assignments: nearest },
      ...ofTask.flatMap((entry) => inspectTask(name, entry, entry.key.slice(`tasks.${task}`.length), scope)),
    ]
  },
}

/** From the working directory upward, and the user's own. */
function configurationFiles(scope: Scope): string[] {
  const environments = (scope.child('MISE_ENV') ?? '').split(',').filter(Boolean)
  const names = ['.local', ...environments.map((name) => `.${name}`), ''].flatMap((suffix) => [
    `mise${suffix}.toml`,
    `.mise${suffix}.toml`,
    `mise/config${suffix}.toml`,
    `.config/mise${suffix}.toml`,
    `.config/mise/config${suffix}.toml`,
  ])
  const found: string[] = []
  for (let folder = scope.cwd; ; folder = host.dirname(folder)) {
    found.push(...names.map((name) => host.joinPath(folder, name)).filter((path) => scope.read(path) !== null))
    if (host.dirname(folder) === folder) break
  }
  const own = host.joinPath(scope.home, '.config/mise/config.toml')
  return found.includes(own) ? found : [...found, own]
}

function environmentOf(entry: TomlEntry, scope: Scope): Assignment[] {
  const name = /^env\.(.+)$/.exec(entry.key)?.[1]
  if (name === undefined) return []
  const near = (path: string) => host.resolvePath(host.dirname(entry.path), path)
  if (/^_\.file(?:\.path)?$/.test(name)) return strings(entry).flatMap((file) => readDotenv(near(file), scope, true))
  if (/^_\.source(?:\.path)?$/.test(name))
    return strings(entry).flatMap((file) => readScript(near(file), scope, { isInteractive: false }))
  if (name.startsWith('_.')) return []
  // `NAME = { value = …, redact = true }`, `NAME = { default = … }`, `NAME = false`.
  const [variable = '', part] = name.split('.')
  if (part !== undefined && part !== 'value' && part !== 'default') return []
  return tomlVariables([{ ...entry, key: variable }]).map((assignment) => ({
    ...assignment,
    ...(!entry.isString && entry.value === 'false' && { value: undefined }),
    ...(part === 'default' && { ifUnset: true }),
  }))
}

function inspectTask(program: string, entry: TomlEntry, part: string, scope: Scope): Finding[] {
  if (part.startsWith('.env.')) return [{ kind: 'sets', program, assignments: tomlVariables([entry]) }]
  if (part !== '' && part !== '.run') return []
  const there = inFolder(scope, host.dirname(entry.path))
  return inspectCommands(program, strings(entry).join('\n'), entry, there)
}
