import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import type { Build } from '../../rig/node-build.ts'

export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  /** One character a byte. */
  readonly stdout: string
  readonly stderr: string
}

/** Runs a build of the launcher to its end, without input. */
export async function run(
  { words: [command, ...words] }: Build,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const child = spawn(command, [...words, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 })
  const ended = new Promise<Pick<Ended, 'status' | 'signal'>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal }))
  })
  const [stdout, stderr, end] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended])
  return { ...end, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') }
}
