// Descriptors beyond the three streams: a shell's redirections and process substitutions reach the command.
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { everyLauncher, quoted } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'

/** Opens these descriptors of bash, each on a file of its own. */
const opening = (numbers: readonly number[]) => numbers.map((n) => `exec ${n}<file-${n}\n`).join('')
/** Reads a line from each of them. */
const reading = (numbers: readonly number[]) =>
  `for n in ${numbers.join(' ')}; do read -r -u "$n" line && echo "$n: $line"; done`
const LOW = Array.from({ length: 13 }, (_, index) => index + 3)

everyLauncher((launcher) => {
  // Each file has its number in it.
  beforeEach(() => {
    for (let n = 3; n <= 200; n++) launcher.project.write(`file-${n}`, `${n}\n`)
  })

  /** What the command reads from these descriptors, started in this launcher. */
  const through = async (words: readonly string[], numbers: readonly number[]) => {
    const command = quoted([...words, '--quiet', 'bash', '-c', reading(numbers)])
    const { stdout, stderr } = await launcher.startAs(['bash', '-c', `${opening(numbers)}${command}`]).ended
    return stdout + stderr
  }
  const launches = launcher.node.isExact ? launcher.launches : (['supervise', 'auto'] as const)
  const all = (numbers: readonly number[]) => numbers.map((n) => `${n}: ${n}\n`).join('')

  describe('an open descriptor', () => {
    it('of a process substitution reaches the command', async () => {
      const script = '"$@" cat <(echo in); "$@" sh -c \'echo out >"$1"\' sh >(cat); wait $!'
      expect(await launcher.bash(script)).toMatchObject({ stdout: 'in\nout\n', stderr: '', status: 0 })
    })

    it('with a high number reaches the command', async () => {
      expect(await through(launcher.words, [20, 21, 63, 200])).toBe(all([20, 21, 63, 200]))
    })

    // Node marks all up to 15, and those that follow without a gap, to be closed on exec, before it runs its first line:
    // a process that is replaced may have lost them.
    if (launcher.keepsDescriptors)
      it.each(launches)('from 3 to 15 reaches the command with --launch %s', async (launch) => {
        const sets = [[3], [4], [7], [9], [10], [3, 4], [5, 12], LOW]
        const seen = await together(sets, (numbers) => through(launcher.as(launch), numbers))
        expect(seen).toEqual(sets.map(all))
      })

    if (launcher.keepsDescriptors)
      it.each(launches)('that continues this range reaches the command with --launch %s', async (launch) => {
        const sets = [[16], [15, 16, 17, 18], [...LOW, 16, 17]]
        const seen = await together(sets, (numbers) => through(launcher.as(launch), numbers))
        expect(seen).toEqual(sets.map(all))
      })

    if (launcher.keepsDescriptors)
      it.each(launches)('from 3 on can be a pipe or a socket with --launch %s', async (launch) => {
        const words = quoted([...launcher.as(launch), '--quiet', 'bash', '-c', 'read -r -u 3 line; echo "$line" >&4'])
        const running = launcher.startAs(['bash', '-c', `${words} 3< <(echo through)`], {
          stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'pipe'],
        })
        const said = await text(running.child.stdio[4] as Readable)
        expect(await running.ended).toMatchObject({ status: 0, stderr: '' })
        expect(said).toBe('through\n')
      })

    it('of the launcher itself does not reach the command', async () => {
      const listed = (words: readonly string[]) => quoted([...words, 'sh', '-c', 'ls /proc/$$/fd'])
      const given = launcher.keepsDescriptors ? '3</dev/null 5</dev/null 63</dev/null' : '63</dev/null'
      const script = (words: readonly string[]) => `${listed(words)} && ${listed(words)} ${given}`
      const [seen, plain] = await together(
        [[...launcher.words, '--quiet'], ['env']],
        (words) => launcher.startAs(['bash', '-c', script(words)]).ended,
      )
      expect(seen).toEqual(plain)
    })
  })
})
