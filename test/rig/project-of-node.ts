// A project in which the launcher is run by another Node than the tests are.
import { type ChildProcess, spawn } from 'node:child_process'
import type { TestedNode } from './nodes.ts'
import { Project, type RunOptions } from './project.ts'

export class ProjectOfNode extends Project {
  readonly #node: TestedNode

  constructor(node: TestedNode, files: ConstructorParameters<typeof Project>[0] = {}) {
    super(files)
    this.#node = node
  }

  override start(args: readonly string[], { env = {}, cwd = this.folder }: RunOptions = {}): ChildProcess {
    const [command, ...words] = this.#node.words
    return spawn(command, [...words, ...args], { cwd, env: this.environment(env), stdio: 'pipe' })
  }
}
