// Ends a process group, and removes files, when this process is gone without having done so: killed by force, or out
// of memory.
import { spawn } from 'node:child_process'

// The pipe on its standard input closes when this process ends, in whatever way.
// `npm test` tells all processes to end, and leaves this one the time for its files.
const script = `
trap '' TERM
read -r word && exit
group=$1
shift
[ "$group" = none ] && sleep 12
kill -TERM "-$group"
for second in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "-$group" || break
  sleep 1
done
kill -KILL "-$group"
rm -rf "$@"
`

/**
 * Watches over a process group, and over what it leaves when killed, until the function that it gives is called.
 * Without a group it removes the leftovers when the groups have had their time.
 */
export function watchOver(group: number | 'none', leftovers: readonly string[]): () => void {
  const watchdog = spawn('/bin/sh', ['-c', script, 'watchdog', String(group), ...leftovers], {
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watchdog.unref()
  watchdog.stdin.on('error', () => {})
  return () => watchdog.stdin.end('done\n')
}
