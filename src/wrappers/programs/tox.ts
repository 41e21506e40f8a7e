import * as host from '../../host/index.ts'
import { findUpward } from '../find-upward.ts'
import type { Assignment, Finding } from '../finding.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'
import { passes } from './passing.ts'

const FILES = ['tox.ini', 'setup.cfg', 'pyproject.toml', 'tox.toml']
/** Subcommands that run nothing. */
const SILENT = new Set(['list', 'l', 'config', 'c', 'quickstart', 'q', 'depends', 'de', 'schema', 'man', 'devenv', 'd'])

/** tox passes on what `pass_env` names, and little else. */
export const tox: Program = {
  names: ['tox'],
  inspect({ name, args }, scope) {
    const asks = hasOption(args, '--version', '-h', '--help', '-l', '--listenvs', '-a', '--showconfig', '--devenv')
    if (asks || SILENT.has(args.find((word) => !word.startsWith('-')) ?? '')) return []
    const overridden = [...args, scope.child('TOX_OVERRIDE') ?? ''].filter((word) => /pass_?env/.test(word))
    const files = optionValues(args, '-c', '--conf').flatMap((path) => [
      path,
      ...FILES.map((file) => host.joinPath(path, file)),
    ])
    const paths = files.length > 0 ? files : FILES.flatMap((file) => findUpward(file, scope) ?? [])
    const texts = paths.map((path) => scope.read(path) ?? '')
    const named = [...overridden.map((word) => word.replace(/^.*?pass_?env\s*\+?=/, '')), ...texts.flatMap(passEnv)]
    const set: Finding = { kind: 'sets', program: name, assignments: paths.flatMap((path) => setValues(path, scope)) }
    if (passes(named, scope) || passes(texts.flatMap(setEnv), scope)) return [set]
    return [
      set,
      {
        kind: 'drops',
        program: name,
        remedy: "add 'pass_env = AWS_*, MLFLOW_*' to the environment in the configuration of tox",
      },
    ]
  },
}

/** The values of `pass_env`: the rest of the line, and what is indented below it or in its brackets. */
function passEnv(text: string): string[] {
  return [...text.matchAll(/^[ \t]*["']?pass_?env["']?[ \t]*=[ \t]*(\[[^\][]*\]|.*(?:\n[ \t]+\S.*)*)/gim)].map(
    ([, value = '']) => withoutComments(value),
  )
}

/** `set_env = AWS_PROFILE = …`: the names. */
function setEnv(text: string): string[] {
  const found = [...text.matchAll(/^[ \t]*set_?env[ \t]*=[ \t]*(.*(?:\n[ \t]+\S.*)*)/gim)]
  return found.flatMap(([, value = '']) => withoutComments(value).match(/\b\w+(?=[ \t]*=)/g) ?? [])
}

/** `set_env = AWS_PROFILE = work`, and `set_env = { AWS_PROFILE = "work" }`: with values; what refers to others is unknown. */
function setValues(path: string, scope: Scope): Assignment[] {
  const text = scope.read(path) ?? ''
  const found = [...text.matchAll(/^[ \t]*set_?env[ \t]*=[ \t]*(.*(?:\n[ \t]+\S.*)*)/gim)]
  return found.flatMap(({ index, 0: whole }) =>
    [...withoutComments(whole).matchAll(/\b((?:AWS|MLFLOW)_\w+)[ \t]*=[ \t]*("[^"\n]*"|[^\n,}]*)/g)].map(
      ([, name = '', given = '']) => {
        const line = text.slice(0, index).split('\n').length
        const value = given.trim().replace(/^"(.*)"$/, '$1')
        return {
          name,
          value: /[{$]/.test(value) ? (passesOn(value, name) ? scope.child(name) : null) : value,
          path: host.resolvePath(scope.cwd, path),
          line,
        }
      },
    ),
  )
}

/** `{env:AWS_PROFILE}`, `{env:AWS_PROFILE:default}`. */
function passesOn(value: string, name: string): boolean {
  return value.startsWith(`{env:${name}}`) || value.startsWith(`{env:${name}:`)
}

function withoutComments(text: string): string {
  return text.replace(/(^|\s)#.*$/gm, '$1')
}
