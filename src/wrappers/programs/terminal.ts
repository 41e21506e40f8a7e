import { tryStat } from '../../host/fs-probe.ts'
import * as host from '../../host/index.ts'
import { hasOption, optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import { mentions } from './passing.ts'

/** Commands of tmux that start a program. */
const STARTING =
  /^(?:new|new-session|new-window|neww|split-window|splitw|respawn-(?:pane|window)|respawn[pw]|(?:display-)?popup|run|run-shell|if-shell)$/
/** Options of tmux itself that take the next word. */
const WITH_VALUE = ['-L', '-S', '-f', '-c', '-T']

/** Whether a terminal multiplexer opens a window in a server that runs already: it has the server's environment. */
export function opensWindow(args: readonly string[], scope: Scope, name: string): boolean {
  if (name === 'screen')
    return args.includes('-X') || (Boolean(scope.child('STY')) && !hasOption(args, '-m', '-ls', '-v'))
  if (name === 'zellij') return args.includes('run') || args.includes('new-pane') || args.includes('new-tab')
  const at = args.findIndex((word, index) => !word.startsWith('-') && !WITH_VALUE.includes(args[index - 1] ?? ''))
  const own = at === -1 ? args : args.slice(0, at)
  if ((at !== -1 && !STARTING.test(args[at] ?? '')) || hasOption(own, '-V') || mentions(args.slice(own.length), scope))
    return false
  const [path] = optionValues(own, '-S')
  const [socket] = optionValues(own, '-L')
  if (path === undefined && socket === undefined && scope.child('TMUX')) return true
  const folder = `${scope.child('TMUX_TMPDIR') || '/tmp'}/tmux-${host.uid ?? ''}`
  return tryStat(path ?? `${folder}/${socket ?? 'default'}`)?.kind === 'socket'
}
