// Two builds of the launcher in the same random world.
import { appendFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Build, NODE_BUILD } from '../../rig/node-build.ts'
import { settle } from '../oracle/world-files.ts'
import type { Launch } from './launches.ts'
import { type Ended, run } from './run-build.ts'

/** Without what `--debug` shows: times, how the command was started, and a stack of the engine's own. */
function comparable({ stderr, ...ended }: Ended): Ended {
  return { ...ended, stderr: stderr.replace(/^(?:with-mlflow-env: debug:| {4}at ).*\n/gm, '') }
}

type Env = Readonly<Record<string, string>>

/**
 * Expects a build to do what the one for Node does.
 *
 * @param arrange changes the environment in a way that what runs this build takes back
 * @returns whether a command was started
 */
export async function compareBuilds(
  build: Build,
  { world, odd, env, options, command, cwd }: Launch,
  arrange: (env: Env) => Env = (given) => given,
): Promise<boolean> {
  const settled = settle(world)
  try {
    const { project } = settled.sandbox
    for (const [name, content] of Object.entries(odd)) {
      appendFileSync(join(project, name), content)
      symlinkSync(`../${name}`, join(project, 'near', name === '.env' ? 'link.env' : `of-${name}`))
    }
    writeFileSync(join(project, 'near', 'script'), 'echo "$0 $1"; env -0\n', { mode: 0o755 })
    writeFileSync(join(project, 'near', 'orphan'), '#!/no/such/interpreter\n', { mode: 0o755 })
    const given = { ...settled.env, ...env }
    const of = (which: Build, as: Env) => run(which, [...options, ...command], { cwd: join(project, cwd), env: as })
    const [native, node] = await Promise.all([of(build, arrange(given)), of(NODE_BUILD, given)])
    expect(comparable(native)).toEqual(comparable(node))
    return node.status !== 125 && node.status !== 127
  } finally {
    settled.sandbox.remove()
  }
}
