// One real shell, as in a terminal: commands are typed into it one after the other, and all share its environment.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from './cleanup.ts'
import type { DeveloperMachine } from './developer-machine.ts'
import { type Group, startGroup } from './process-group.ts'

export interface Result {
  readonly status: number
  /** Standard output and standard error as they came, mixed. */
  readonly output: string
}

export class Shell {
  #group: Group
  #folder: string
  #count = 0

  private constructor(group: Group, folder: string) {
    this.#group = group
    this.#folder = folder
  }

  /** @param machine its `folder` is for the output of the commands */
  static async open(
    cleanup: Cleanup,
    { folder, project, shell }: Pick<DeveloperMachine, 'folder' | 'project' | 'shell'>,
    program = '/bin/sh',
  ): Promise<Shell> {
    const group = await startGroup(cleanup, program, [], { env: shell, cwd: project, stdin: 'pipe' })
    return new Shell(group, folder)
  }

  /**
   * Runs a command line and waits for its end.
   *
   * @param input a file for its standard input
   */
  async run(line: string, input = '/dev/null'): Promise<Result> {
    const { status, bytes } = await this.#type(line, input)
    return { status, output: bytes.toString() }
  }

  /** The environment that the shell hands to its commands at this moment, byte for byte. */
  async environment(): Promise<Buffer> {
    return (await this.#type('env -0')).bytes
  }

  async #type(line: string, input = '/dev/null'): Promise<{ status: number; bytes: Buffer }> {
    const count = ++this.#count
    const file = join(this.#folder, `output-${count}`)
    // The output goes to a file, so that the shell's own pipe carries nothing but the status. Braces and not
    // parentheses: what the line does to the shell's environment must stay to be seen.
    this.#group.stdin?.write(`{ ${line}\n} >'${file}' 2>&1 <'${input}'; echo "${count} ended with $?"\n`)
    const [, status] = await this.#group.waitFor(new RegExp(`^${count} ended with (\\d+)$`, 'm'), 120_000)
    return { status: Number(status), bytes: readFileSync(file) }
  }
}
