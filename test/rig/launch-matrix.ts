// One launcher under test: what runs it, and how it starts the command. Every fault is tried with each of them.
import { type StdioOptions, spawn } from 'node:child_process'
import { afterEach, describe } from 'vitest'
import { NATIVE_BUILD } from './builds.ts'
import { EVERY_MODE, type Mode, NODES, type TestedNode } from './nodes.ts'
import { lines, PROJECT_KEYS, Project, type Result } from './project.ts'
import { RunningProcess } from './running-process.ts'

export type Launch = Mode | 'auto'

export interface StartOptions {
  /** The launcher's own options. */
  readonly options?: readonly string[]
  /** Instead of the project's shell environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly stdio?: StdioOptions
}

export class Launcher {
  readonly node: TestedNode
  readonly mode: Mode
  /** The words that start the launcher; the command follows. */
  readonly words: readonly [string, ...string[]]
  readonly #started: RunningProcess[] = []
  #project: Project | undefined

  constructor(node: TestedNode, mode: Mode) {
    this.node = node
    this.mode = mode
    this.words = this.as(mode)
  }

  get title(): string {
    const version = this.node.version && ` ${this.node.version}`
    return `${this.node.name}${version}, ${this.mode}${this.node.absent ? ` (${this.node.absent})` : ''}`
  }

  /** What `--launch` may be to see this way of starting: `auto` is the one that becomes the command where it can. */
  get launches(): readonly Launch[] {
    return this.mode === 'exec' ? ['exec', 'auto'] : ['supervise']
  }

  /** Whether descriptors with low numbers reach the command. */
  get keepsDescriptors(): boolean {
    return this.mode === 'supervise' || this.node.isExact
  }

  /** The words with another way of starting the command. */
  as(launch: Launch): [string, ...string[]] {
    return [...this.node.words, '--launch', launch]
  }

  /** A project with keys, until the test ends. */
  get project(): Project {
    this.#project ??= new Project({ '.env': lines(PROJECT_KEYS) })
    return this.#project
  }

  /** Starts any command in the project. */
  startAs(words: readonly string[], { env, cwd, stdio = 'pipe' }: StartOptions = {}): RunningProcess {
    const [command = '', ...args] = words
    const settings = { cwd: cwd ?? this.project.folder, env: env ?? this.project.environment() }
    // In a group of its own, so that what a failed test leaves behind can be ended.
    const started = new RunningProcess(spawn(command, args, { ...settings, stdio, detached: true }))
    started.child.stdin?.on('error', () => {})
    this.#started.push(started)
    return started
  }

  /** Starts the launcher with a command. */
  start(command: readonly string[], settings: StartOptions = {}): RunningProcess {
    return this.startAs([...this.words, ...(settings.options ?? ['--quiet']), ...command], settings)
  }

  /** Runs the launcher with a command, without input, to its end. */
  run(command: readonly string[], settings: StartOptions = {}): Promise<Result> {
    const started = this.start(command, settings)
    started.child.stdin?.end()
    return started.ended
  }

  /** Runs a bash script in which "$@" is the launcher. */
  bash(script: string, settings: StartOptions = {}): Promise<Result> {
    const options = settings.options ?? ['--quiet']
    const started = this.startAs(['bash', '-c', script, 'bash', ...this.words, ...options], settings)
    started.child.stdin?.end()
    return started.ended
  }

  /** Ends what the test left running and removes its project. */
  end(): void {
    for (const started of this.#started.splice(0)) started.end()
    this.#project?.remove()
    this.#project = undefined
  }
}

/** The words as a shell would have them typed. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
}

const limits = { timeout: 40_000 }

/** A Node between the oldest and the newest supervises as they do: only how it becomes the command is its own. */
const modesOf = ({ name, modes }: TestedNode) => (name === 'node-24' ? modes.filter((mode) => mode === 'exec') : modes)

/** The launcher without a Node. */
const NATIVE: TestedNode = { ...NATIVE_BUILD, path: NATIVE_BUILD.file, version: '', modes: EVERY_MODE }

const LAUNCHERS = [...NODES, NATIVE].flatMap((node) => modesOf(node).map((mode) => new Launcher(node, mode)))

/** Declares the tests once for each launcher that can run here; the others are listed as skipped, with the reason. */
export function everyLauncher(tests: (launcher: Launcher) => void): void {
  const declare = (_title: string, launcher: Launcher) => {
    afterEach(() => launcher.end())
    tests(launcher)
  }
  const titled = LAUNCHERS.map((launcher) => [launcher.title, launcher] as const)
  describe.each(titled.filter(([, { node }]) => node.absent === null))('%s', limits, declare)
  describe.skip.each(titled.filter(([, { node }]) => node.absent !== null))('%s', limits, declare)
}
