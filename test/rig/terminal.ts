// A real terminal with the launcher in it.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pythonBin } from './paths.ts'
import type { Project } from './project.ts'

const script = fileURLToPath(new URL('terminal.py', import.meta.url))

export class Terminal {
  readonly #process: ChildProcess
  #shown = ''
  #seen = 0
  #wake = () => {}

  constructor(project: Pick<Project, 'folder' | 'environment'>, command: readonly string[]) {
    this.#process = spawn(join(pythonBin, 'python'), ['-u', script, ...command], {
      cwd: project.folder,
      env: { ...project.environment(), TERM: 'dumb', PS1: 'prompt> ' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text
      this.#wake()
    })
    this.#process.stdout?.once('close', () => this.#wake())
  }

  type(keys: string): void {
    this.#process.stdin?.write(keys)
  }

  /** Waits until the terminal shows something behind what was seen before, and gives all up to it. */
  async shows(what: RegExp): Promise<string> {
    for (;;) {
      const match = what.exec(this.#shown.slice(this.#seen))
      if (match) {
        const end = this.#seen + match.index + match[0].length
        const text = this.#shown.slice(this.#seen, end)
        this.#seen = end
        return text
      }
      if (this.#process.stdout?.closed) throw new Error(`the terminal closed and showed: ${this.#shown}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  close(): void {
    this.#process.kill('SIGKILL')
  }
}
