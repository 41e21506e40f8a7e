// A stop of `npm test` alone, as a build server sends it: not to the group, as a terminal does.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../rig/paths.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const runner = `import { runTool } from ${JSON.stringify(pathToFileURL(join(root, 'scripts/setup/command.mjs')))}
process.exitCode = await runTool(process.execPath, process.argv.slice(1))`

const helpers = `import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
export const say = (pid) => appendFileSync(process.env.PIDS, pid + '\\n')
export const start = (script, detached) => say(spawn('sh', ['-c', script], { detached, stdio: 'ignore' }).pid)
`
/** In a group of its own, as a server; in the tool's group; and one that has lost its parent. */
const STARTS = `import { say, start } from './helpers.mjs'
say(process.pid)
start('sleep 600', true)
start('sleep 600', false)
start('echo $$ >> "$PIDS"; (setsid sh -c \\'echo $$ >> "$PIDS"; exec sleep 600\\' &); sleep 600', true)
`
const TOOLS: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
  ['a script', { 'tool.mjs': `${STARTS}setInterval(() => {}, 1000)` }, ['FOLDER/tool.mjs']],
  [
    'Vitest with two workers',
    {
      'a.test.mjs': `import { it } from 'vitest'\nit('waits', async () => {\n${STARTS.replace(/^import.*\n/, "const { say, start } = await import('./helpers.mjs')\n")}await new Promise(() => {}) }, 0)`,
      'b.test.mjs': `import { it } from 'vitest'\nit('waits', async () => {\n${STARTS.replace(/^import.*\n/, "const { say, start } = await import('./helpers.mjs')\n")}await new Promise(() => {}) }, 0)`,
    },
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', 'FOLDER', '--maxWorkers=2'],
  ],
]

describe('a stop of the process behind npm test', () => {
  it.each(TOOLS.flatMap((tool) => (['SIGINT', 'SIGTERM'] as const).map((signal) => [signal, ...tool] as const)))(
    'ends everything that was started, and waits for it: %s to %s',
    async (signal, _, tree, words) => {
      const folder = temporaryTree({ 'helpers.mjs': helpers, ...tree })
      const pids = join(folder, 'pids')
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', runner, '--', ...words.map((word) => word.replace('FOLDER', folder))],
        {
          cwd: folder,
          env: { ...process.env, PIDS: pids },
          stdio: 'ignore',
        },
      )
      onTestFinished(() => void child.kill('SIGKILL'))
      const started = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [])
      const expected = 6 * Object.keys(tree).length
      await expect.poll(() => started().length, { timeout: 60_000 }).toBe(expected)
      const ended = new Promise((resolve) => child.once('exit', (status) => resolve(status)))
      child.kill(signal)
      expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143)
      expect(started().filter(isRunning)).toEqual([])
    },
  )
})

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}
