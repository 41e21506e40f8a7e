import { readDotenv } from '../dotenv-file.ts'
import { findUpward } from '../find-upward.ts'
import type { Finding } from '../finding.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'
import { readToml } from '../toml.ts'

/** A program that reads `.env` by itself, whatever PYTHON_DOTENV_DISABLED says. */
interface Reader {
  readonly names: readonly string[]
  /** The files that it reads. */
  readonly files: (args: readonly string[], scope: Scope) => readonly string[]
  /** Whether the file wins over the environment. */
  readonly overrides: (args: readonly string[]) => boolean
}

const or = (found: readonly string[], otherwise: readonly string[]) => (found.length > 0 ? found : otherwise)
const split = (values: readonly string[]) => values.flatMap((value) => value.split(','))
const upward = (name: string, scope: Scope) => findUpward(name, scope) ?? []
const envFileOption = (args: readonly string[]) => optionValues(args, '--env-file', '--env-file-if-exists')
const never = () => false
const always = () => true

/** `dotenv [-f FILE] run …`. */
function isPythonDotenv(args: readonly string[]): boolean {
  return (
    args.find((word, at) => !word.startsWith('-') && !/^(?:-f|--file|-q|--quote)$/.test(args[at - 1] ?? '')) === 'run'
  )
}

function poetryFiles(scope: Scope): readonly string[] {
  const { child } = scope
  const path = findUpward('pyproject.toml', scope)
  const text = path === null ? '' : (scope.read(path) ?? '')
  const isUsed = /\bpoetry-plugin-dotenv\b|^\[tool\.(?:poetry\.plugins\.)?dotenv\]/m.test(text)
  if (!isUsed || child('POETRY_DONT_LOAD_DOTENV') || child('POETRY_PLUGIN_DOTENV_IGNORE')) return []
  const entries = path === null ? [] : readToml(text, path)
  const located = entries.find(({ key }) => /^tool\.(?:poetry\.plugins\.)?dotenv\.location$/.test(key))?.value
  const given = child('POETRY_PLUGIN_DOTENV_LOCATION') || child('POETRY_DOTENV_LOCATION') || located
  return given ? [given] : [upward('.env', scope)].flat()
}

const READERS: readonly Reader[] = [
  {
    names: ['honcho'],
    files: (args) => split(or(optionValues(args, '-e', '--env'), ['.env'])),
    overrides: always,
  },
  {
    names: ['foreman', 'nf'],
    files: (args) => split(or(optionValues(args, '-e', '--env'), ['.env'])),
    overrides: always,
  },
  {
    names: ['overmind'],
    files: (_, { child, home }) => [
      `${home}/.overmind.env`,
      '.overmind.env',
      ...(child('OVERMIND_SKIP_ENV') === undefined ? ['.env'] : []),
      ...(child('OVERMIND_ENV') ?? '').split(',').filter(Boolean),
    ],
    overrides: always,
  },
  { names: ['hivemind'], files: () => ['.env'], overrides: never },
  {
    names: ['goreman'],
    files: (args) => split(or(optionValues(args, '-env', '--env'), ['.env'])),
    overrides: never,
  },
  {
    // With poetry-plugin-dotenv, which has a reader of its own. poetry-dotenv-plugin calls load_dotenv().
    names: ['poetry'],
    files: (args, scope) => (args.includes('run') ? poetryFiles(scope) : []),
    overrides: always,
  },
  {
    // python-dotenv's own command overrides unless told not to; those of npm and RubyGems do not unless told to.
    names: ['dotenv'],
    files: (args, scope) =>
      isPythonDotenv(args)
        ? or(optionValues(args, '-f', '--file'), [upward('.env', scope)].flat())
        : or(optionValues(args, '-e', '-f'), ['.env']),
    overrides: (args) =>
      isPythonDotenv(args) ? !hasOption(args, '--no-override') : hasOption(args, '-o', '--override', '--overwrite'),
  },
  {
    names: ['dotenvx'],
    files: (args) => (args.includes('run') ? or(optionValues(args, '-f', '--env-file'), ['.env']) : []),
    overrides: (args) => hasOption(args, '--overload', '-o'),
  },
  {
    names: ['env-cmd'],
    // -e and -r read .env-cmdrc, which is JSON or JavaScript.
    files: (args) =>
      or(
        optionValues(args, '-f', '--file'),
        hasOption(args, '-e', '-r', '--environments', '--rc-file') ? [] : ['.env'],
      ),
    overrides: (args) => !hasOption(args, '--no-override'),
  },
  {
    names: ['godotenv'],
    files: (args) => or(split(optionValues(args, '-f')), ['.env']),
    overrides: (args) => args.includes('-o'),
  },
  { names: ['node', 'tsx', 'deno'], files: envFileOption, overrides: never },
  { names: ['bun'], files: (args) => or(envFileOption(args), ['.env']), overrides: never },
  {
    names: ['uv'],
    files: (args, { child }) => {
      if (hasOption(args, '--no-env-file') || child('UV_NO_ENV_FILE')) return []
      return or(optionValues(args, '--env-file'), (child('UV_ENV_FILE') ?? '').split(/\s+/).filter(Boolean))
    },
    overrides: never,
  },
  {
    // With dotenv_values(): PYTHON_DOTENV_DISABLED has no effect on it.
    names: ['flask'],
    files: (args, scope) => [
      ...optionValues(args, '-e', '--env-file'),
      ...(scope.child('FLASK_SKIP_DOTENV') ? [] : [upward('.env', scope), upward('.flaskenv', scope)].flat()),
    ],
    overrides: never,
  },
  { names: ['op'], files: (args) => (args.includes('run') ? optionValues(args, '--env-file') : []), overrides: always },
  {
    names: ['apptainer', 'singularity'],
    files: (args) => optionValues(args, '--env-file'),
    overrides: always,
  },
  {
    names: ['docker', 'podman', 'nerdctl'],
    files: (args) =>
      args.some((word) => word === 'run' || word === 'exec' || word === 'create')
        ? optionValues(args, '--env-file')
        : [],
    overrides: always,
  },
]

export const dotenvReaders: readonly Program[] = READERS.map(({ names, files, overrides }) => ({
  names,
  inspect({ name, args }, scope): Finding[] {
    const doesOverride = overrides(args)
    return files(args, scope).map((path) => ({
      kind: 'sets',
      program: name,
      assignments: readDotenv(path, scope, doesOverride),
    }))
  },
}))
