import { findCommand, readShebang } from '../host/find-command.ts'
import { host } from '../host/index.ts'
import type { Command } from './program.ts'

/** Programs that start another one in their own environment, with the options that take the next word. */
const TRANSPARENT: Readonly<Record<string, readonly string[]>> = {
  env: ['-u', '--unset', '-C', '--chdir'],
  nice: ['-n', '--adjustment'],
  ionice: ['-c', '-n'],
  time: ['-f', '-o', '--format', '--output'],
  nohup: [],
  timeout: ['-s', '-k', '--signal', '--kill-after'],
  stdbuf: ['-i', '-o', '-e'],
  setsid: [],
  taskset: [],
  chrt: [],
  numactl: ['-N', '-m', '-C'],
  'xvfb-run': ['-s', '-n', '--server-args', '--server-num'],
  strace: ['-e', '-o', '-s'],
  command: [],
  exec: ['-a'],
  sudo: ['-u', '-g', '-h', '-p', '-C', '-D', '--user', '--group'],
  srun: ['-n', '-N', '-p', '-c', '-t', '-A', '-J'],
  npx: ['-p', '--package'],
  bunx: [],
  uvx: ['--from', '--with', '--python'],
}
/** Programs that do so after a word such as `run`. */
const WITH_WORD: Readonly<Record<string, readonly string[]>> = {
  uv: [
    '--env-file',
    '--with',
    '--python',
    '-p',
    '--project',
    '--directory',
    '--extra',
    '--group',
    '--package',
    '--with-requirements',
  ],
  poetry: ['-C', '--directory', '-P', '--project'],
  pipenv: [],
  pdm: ['-p', '--project', '-e'],
  hatch: ['-e', '--env'],
  rye: [],
  pixi: ['-e', '--environment', '--manifest-path'],
  conda: ['-n', '--name', '-p', '--prefix', '--cwd'],
  mamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
  micromamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
  honcho: ['-e', '--env', '-f', '-d'],
  foreman: ['-e', '--env', '-f'],
  dotenv: ['-f', '--file', '-e'],
  dotenvx: ['-f', '--env-file'],
  pipx: [],
  mise: ['-C', '--cd', '-E', '--env'],
  devbox: ['-c', '--config', '-e', '--env', '--env-file'],
  op: ['--env-file', '--account'],
  doppler: ['-p', '--project', '-c', '--config', '-t', '--token', '--scope'],
  infisical: ['--env', '--path', '--projectId', '--token'],
  chamber: ['-b', '--backend', '-r', '--retries'],
  direnv: [],
  nf: ['-e', '--env', '-j', '--procfile'],
  'aws-vault': ['-d', '--duration', '-t', '--mfa-token', '--region', '--backend', '--prompt'],
  saml2aws: ['-p', '--profile', '-a', '--idp-account', '--exec-profile'],
  'aws-sso': ['-p', '--profile', '-A', '--account', '-R', '--role', '-a', '--arn', '-S', '--sso'],
  'aws-okta': ['-t', '--session-ttl', '-a', '--assume-role-ttl'],
}
const RUN = new Set(['run', 'exec'])
/** `mise run` is about tasks: it starts no program of that name. */
const MISE_RUN = new Set(['x', 'exec'])
/** `timeout 60 make`, `taskset 0x3 make`, `aws-vault exec work -- make`. */
const WITH_ARGUMENT = new Set(['timeout', 'taskset', 'chrt', 'direnv', 'chamber', 'aws-vault', 'aws-okta'])
const MAX_COMMANDS = 8

/** The commands of a chain such as `nice uv run make train`: each starts the next. */
export function commandChain(words: readonly string[], cwd: string, path: string | undefined): Command[] {
  const commands: Command[] = []
  const left: (readonly string[])[] = [words]
  while (left.length > 0 && commands.length < MAX_COMMANDS) {
    const [first, ...args] = left.shift() ?? []
    if (first === undefined) continue
    const name = host.basename(first).replace(/\.exe$/i, '')
    commands.push({ name, args })
    left.push(...inner(name, args), ...interpreter(first, args, cwd, path))
  }
  return commands
}

function inner(name: string, args: readonly string[]): (readonly string[])[] {
  const transparent = Object.hasOwn(TRANSPARENT, name) ? TRANSPARENT[name] : undefined
  if (transparent) return [behind(args, transparent, WITH_ARGUMENT.has(name) ? 1 : 0)]
  const withWord = Object.hasOwn(WITH_WORD, name) ? WITH_WORD[name] : undefined
  if (withWord) {
    const at = args.findIndex((word) => (name === 'mise' ? MISE_RUN : RUN).has(word))
    return at === -1 ? [] : [behind(args.slice(at + 1), withWord, WITH_ARGUMENT.has(name) ? 1 : 0)]
  }
  if (/^python[\d.]*$/.test(name) && args[0] === '-m' && args[1]) return [args.slice(1)]
  return []
}

/** The words behind a program's own options, assignments and arguments. */
function behind(args: readonly string[], withValue: readonly string[], skipped: number): readonly string[] {
  let left = skipped
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--') continue
    if (withValue.includes(word)) at++
    else if (!/^-|^[A-Za-z_]\w*=/.test(word) && left-- <= 0) return args.slice(at)
  }
  return []
}

/** A script's own interpreter, if it is a shell. */
function interpreter(
  first: string,
  args: readonly string[],
  cwd: string,
  path: string | undefined,
): (readonly string[])[] {
  if (!first.includes('/') && !/\.(?:sh|bash|zsh|ksh|fish|csh)$/.test(first)) return []
  const found = findCommand(first, cwd, path)
  const shebang = found.kind === 'found' ? readShebang(found.path) : null
  if (found.kind !== 'found' || !shebang || !/sh$|\/env$/.test(shebang.interpreter)) return []
  const given = shebang.argument.split(/\s+/).filter((word) => word !== '' && word !== '-S')
  return [[shebang.interpreter, ...given, found.path, ...args]]
}
