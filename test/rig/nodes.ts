// The Nodes that run the launcher in the tests, with the ways of starting a command that each has.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Build, buildFor } from './node-build.ts'
import { root } from './paths.ts'

export type Mode = 'supervise' | 'exec'

export interface TestedNode extends Build {
  /** `running` for the one that runs the tests; else the package's name. */
  readonly name: string
  readonly path: string
  /** Empty where it cannot be asked. */
  readonly version: string
  readonly modes: readonly Mode[]
}

export const EVERY_MODE: readonly Mode[] = ['supervise', 'exec']

const RUNNING = running()

/** The one that runs the tests, and the others that are packaged for them; no major version twice. */
export const NODES: readonly TestedNode[] = [
  RUNNING,
  ...['node-24', 'node-26'].map(packaged).filter(({ version }) => major(version) !== major(RUNNING.version)),
]

function major(version: string): string {
  return version.split('.')[0] ?? ''
}

function running(): TestedNode {
  // Whether a process can be replaced is asked of Node itself: 22 has it from 22.15 on, 23 from 23.11 on.
  const modes = EVERY_MODE.filter((mode) => mode === 'supervise' || 'execve' in process)
  const path = process.execPath
  return { ...buildFor(path), name: 'running', path, version: process.versions.node, modes }
}

/** A Node of test/nodes, which scripts/setup/nodes.mjs makes ready where there is one for this system. */
function packaged(name: string): TestedNode {
  const path = join(root, 'test', 'nodes', 'node_modules', name, 'bin', 'node')
  const node = { ...buildFor(path), name, path, version: '', modes: EVERY_MODE }
  if (!existsSync(path)) return { ...node, absent: `not in test/nodes for ${process.platform} on ${process.arch}` }
  try {
    const version = execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8', env: {}, timeout: 10_000 })
    return { ...node, version: version.trim(), absent: null }
  } catch {
    return { ...node, absent: 'its binary does not run on this system' }
  }
}
