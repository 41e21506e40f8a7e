import * as host from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import { findUpward } from '../find-upward.ts'
import type { Assignment, Finding } from '../finding.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { readScript, readScriptText } from '../shell/script.ts'
import { justRecipes } from './just-recipes.ts'
import { inspectCommands } from './started.ts'

const sets = (program: string, assignments: readonly Assignment[]): Finding[] => [
  { kind: 'sets', program, assignments },
]

/** just: `set dotenv-load`, `export NAME := "value"`, and the commands of the recipes. */
export const just: Program = {
  names: ['just'],
  inspect({ name, args }, scope) {
    const [named] = optionValues(args, '-f', '--justfile')
    const names = ['justfile', '.justfile', 'Justfile', 'JUSTFILE']
    const path = named ?? names.flatMap((file) => findUpward(file, scope) ?? [])[0]
    const text = path === undefined ? null : scope.read(path)
    if (path === undefined || text === null) return []
    const full = host.resolvePath(scope.cwd, path)
    const setting = (what: string) => new RegExp(`^set\\s+${what}(?:\\s*:=\\s*(?:["']?)([^"'\\s]*))?`, 'm').exec(text)
    const isOn = (what: string) =>
      ![undefined, 'false'].includes(setting(what) ? (setting(what)?.[1] ?? '') : undefined)
    const loaded =
      setting('dotenv-(?:path|filename)')?.[1] ?? (isOn('dotenv-load') || isOn('dotenv-required') ? '.env' : null)
    const file = optionValues(args, '-E', '--dotenv-path', '--dotenv-filename')[0] ?? loaded
    const fromFile = file ? readDotenv(host.resolvePath(host.dirname(full), file), scope, isOn('dotenv-override')) : []
    const isExported = isOn('export')
    const own = text.split('\n').flatMap((line, at): Assignment[] => {
      const match = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/.exec(line)
      if (!match || (!match[1] && !isExported)) return []
      const literal = /^(["'])(.*)\1\s*$/.exec(match[3] ?? '')?.[2]
      return [{ name: match[2] ?? '', value: literal ?? null, path: full, line: at + 1 }]
    })
    const there = inFolder(scope, host.dirname(full))
    return [
      ...sets(name, [...fromFile, ...own]),
      ...justRecipes(text, args).flatMap(({ text: command, line }) => {
        // Each line is a shell of its own: what it exports reaches only the programs in it.
        const exported = readScriptText(command, there, { isInteractive: false })
        const placed = exported.map((one) => (one.path === '' ? { ...one, path: full, line } : one))
        return [...sets(name, placed), ...inspectCommands(name, command, { path: full, line }, there)]
      }),
    ]
  },
}

/** go-task: `dotenv: ['.env']`, which loses against the environment. */
export const task: Program = {
  names: ['task', 'go-task'],
  inspect({ name, args }, scope) {
    const named = optionValues(args, '-t', '--taskfile')
    const files = ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml']
    const path = named[0] ?? files.find((file) => scope.read(file) !== null)
    const text = path ? (scope.read(path) ?? '') : ''
    const list = /^dotenv:(\s*\[[^\][]*\]|[ \t\r]*(?:\n\s+-\s*\S+)+)/m.exec(text)?.[1] ?? ''
    const listed = list.match(/[\w./~-]+/g)?.filter((word) => /\w/.test(word)) ?? []
    return sets(
      name,
      listed.flatMap((file) => readDotenv(file, scope, false)),
    )
  },
}

/** direnv exec: an .envrc is a bash script. */
export const direnv: Program = {
  names: ['direnv'],
  inspect({ name, args }, scope) {
    if (args[0] !== 'exec') return []
    const there = inFolder(scope, host.resolvePath(scope.cwd, args[1] ?? '.'))
    const path = findUpward('.envrc', there) ?? findUpward('.env', there)
    return path ? sets(name, readScript(path, there, { isInteractive: false, isEnvrc: true })) : []
  },
}

/** pdm run: `env_file` in pyproject.toml, which loses unless it says `override`. */
export const pdm: Program = {
  names: ['pdm'],
  inspect({ name, args }, scope) {
    const path = findUpward('pyproject.toml', scope)
    if (!path || !hasOption(args, 'run')) return []
    const found = [
      ...(scope.read(path) ?? '').matchAll(/\benv_file(\.override)?\s*=\s*(?:\{\s*override\s*=\s*)?["']([^"']+)["']/g),
    ]
    return sets(
      name,
      found.flatMap(([whole, override, file = '']) => {
        const doesOverride = override !== undefined || /\{/.test(whole)
        return readDotenv(host.resolvePath(host.dirname(path), file), scope, doesOverride)
      }),
    )
  },
}
