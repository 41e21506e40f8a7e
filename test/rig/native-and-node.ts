// The native executable where there is no Node, and the launcher on Node, with the same words in the same place.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { executable, isBuilt } from './executable.ts'
import { launcher } from './paths.ts'
import type { Project } from './project.ts'

const absent = isBuilt ? null : "dist/native/with-mlflow-env is not built: 'npm run build:native'"

/** A group of tests of the executable; skipped, with the reason in its title, if there is none. */
export function describeNative(title: string, tests: () => void): void {
  describe.skipIf(absent !== null)(absent === null ? title : `${title} (${absent})`, tests)
}

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Given {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
  /** In the place of the one that was built. */
  readonly executable?: string
}

export interface Both {
  readonly native: Run
  readonly node: Run
}

/** Both have the same PATH, with no Node on it. */
export function onBoth(project: Project, words: readonly string[], given: Given = {}): Both {
  return { native: runOn('native', project, words, given), node: runOn('node', project, words, given) }
}

/** One of them, for a command that changes the project. */
export function runOn(kind: keyof Both, project: Project, words: readonly string[], given: Given = {}): Run {
  return start(
    project,
    kind === 'native' ? [given.executable ?? executable, ...words] : [process.execPath, '--', launcher, ...words],
    given,
  )
}

/** The same, where the reader of stdout has gone before anything is written. */
export function withoutReader(project: Project, words: readonly string[]): Both {
  const script = 'mkfifo "$0"; : < "$0" & exec 4> "$0"; wait; rm "$0"; PATH=$BARE exec "$@" >&4'
  const env = { PATH: process.env.PATH ?? '', BARE: pathWithoutNode(project) }
  const run = (...line: readonly string[]) =>
    start(project, ['/bin/sh', '-c', script, join(project.home, 'pipe'), ...line], { env })
  return { native: run(executable, ...words), node: run(process.execPath, '--', launcher, ...words) }
}

function start(project: Project, [program = '', ...args]: readonly string[], given: Given): Run {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: given.cwd ?? project.folder,
    env: { ...project.environment(), PATH: pathWithoutNode(project), ...given.env },
    encoding: 'utf8',
    input: given.input ?? '',
  })
  return { status, stdout, stderr }
}

/** A folder with what the launcher calls, and no Node. */
function pathWithoutNode(project: Project): string {
  const folder = join(project.home, 'bin')
  if (existsSync(folder)) return folder
  mkdirSync(folder)
  for (const name of ['sh', 'true', 'git']) {
    const [found] = execFileSync('which', [name], { encoding: 'utf8' }).split('\n')
    if (found) symlinkSync(realpathSync(found), join(folder, name))
  }
  return folder
}
