import * as host from '../host/index.ts'

/** A word of a command; null if it is not known before the command runs. */
type MaybeWord = string | null

/** Programs that start another one in their own environment, with the options that take the next word. */
const TRANSPARENT: Readonly<Record<string, readonly string[]>> = {
  env: ['-u', '--unset', '-C', '--chdir'],
  'cross-env': [],
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
/** Programs that start each other, that are looked at. */
export const MAX_COMMANDS = 8

/** The name by which a program is known. */
export function programName(word: string): string {
  return host.basename(word).replace(/\.exe$/i, '')
}

/** The words from the program on that a program with these arguments starts in its own environment; none if it starts none. */
export function wordsStartedBy<Known extends MaybeWord>(name: string, args: readonly Known[]): readonly Known[] {
  const skipped = WITH_ARGUMENT.has(name) ? 1 : 0
  const transparent = Object.hasOwn(TRANSPARENT, name) ? TRANSPARENT[name] : undefined
  if (transparent) return behind(args, transparent, skipped)
  const withWord = Object.hasOwn(WITH_WORD, name) ? WITH_WORD[name] : undefined
  if (!withWord) return []
  const words = name === 'mise' ? MISE_RUN : RUN
  const at = args.findIndex((word) => word !== null && words.has(word))
  return at === -1 ? [] : behind(args.slice(at + 1), withWord, skipped)
}

/** The words from the program on that `env A=1 nice uv run python train.py` starts in the end, with the same variables. */
export function wordsInTheEnd<Known extends MaybeWord>(words: readonly Known[]): readonly Known[] {
  let left = words
  for (let count = 1; count < MAX_COMMANDS; count++) {
    const [first, ...args] = left
    const name = typeof first === 'string' ? programName(first) : ''
    // The variables do not reach what sudo starts.
    const started = name === 'sudo' ? [] : wordsStartedBy(name, args)
    if (started.length === 0) break
    left = started
  }
  return left
}

/** The words behind a program's own options, assignments and arguments. An unknown one may be several of them. */
function behind<Known extends MaybeWord>(
  args: readonly Known[],
  withValue: readonly string[],
  skipped: number,
): readonly Known[] {
  let left = skipped
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (typeof word !== 'string') return args.slice(at)
    if (word === '--') continue
    if (withValue.includes(word)) at++
    else if (!/^-|^[A-Za-z_]\w*=/.test(word) && left-- <= 0) return args.slice(at)
  }
  return []
}
