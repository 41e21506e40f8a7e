/** How a shell is started: from its options. */
export interface Invocation {
  readonly isLogin: boolean
  /** `-i`, or nothing to run and a terminal. */
  readonly isInteractive: boolean
  /** `-f` of zsh and csh, `--no-config` of fish: no start-up file at all. */
  readonly noFiles: boolean
  readonly noRc: boolean
  readonly noProfile: boolean
  /** bash reads what POSIX says: not BASH_ENV, and ENV if it is interactive. */
  readonly isPosix: boolean
  /** The text behind `-c`. */
  readonly text: string | null
  readonly script: string | null
  /** What is behind the script. */
  readonly args: readonly string[]
}

/** Options that take the next word. */
const WITH_VALUE = /^(?:[-+]\w*[oO]|--(?:rcfile|init-file|init-command|command))$/

/** @param hasTerminal whether a shell without anything to run would be interactive */
export function parseInvocation(name: string, args: readonly string[], hasTerminal: boolean): Invocation {
  const isPlain = name === 'zsh' || name === 'csh' || name === 'tcsh'
  let at = 0
  const options: string[] = []
  for (; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--' || word === '-') {
      at++
      break
    }
    if (!/^[-+]./.test(word)) break
    options.push(word)
    if (WITH_VALUE.test(word) && !/^--?(?:command)$/.test(word)) options.push(args[++at] ?? '')
  }
  const has = (letter: string, ...long: readonly string[]) =>
    options.some((word) => (/^-\w/.test(word) && word.slice(1).includes(letter)) || long.includes(word))
  const runsText = has('c', '--command')
  const first = args[at] ?? null
  const isRunning = runsText || (first !== null && !has('s'))
  return {
    isLogin: has('l', '--login'),
    isInteractive: has('i', '--interactive') || (!isRunning && hasTerminal),
    noFiles:
      (isPlain && has('f', '--no-rcs')) || (name === 'fish' && has('N', '--no-config')) || (!isPlain && has('p')),
    noRc: options.includes('--norc'),
    noProfile: options.includes('--noprofile'),
    isPosix: options.includes('--posix') || (options.includes('-o') && options.includes('posix')),
    text: runsText ? first : null,
    script: runsText || has('s') ? null : first,
    args: args.slice(at + 1),
  }
}
