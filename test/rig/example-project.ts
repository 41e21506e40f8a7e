// A copy of an example's folder, filled in as its .env.mlflow.example says, in which its commands are typed.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from './cleanup.ts'
import type { DeveloperMachine } from './developer-machine.ts'
import { root } from './paths.ts'
import { type Group, startGroup } from './process-group.ts'
import { collect, type Result } from './project.ts'

export class ExampleProject {
  readonly folder: string
  readonly #env: DeveloperMachine['shell']

  constructor(name: string, place: DeveloperMachine, values: Readonly<Record<string, string>>) {
    this.folder = join(place.folder, name)
    this.#env = place.shell
    cpSync(join(root, 'examples', name), this.folder, { recursive: true })
    // The search for .env ends at a repository's root.
    mkdirSync(join(this.folder, '.git'))
    const example = readFileSync(join(this.folder, '.env.mlflow.example'), 'utf8')
    writeFileSync(join(this.folder, '.env.mlflow'), fillIn(example, values), { mode: 0o600 })
  }

  /** Runs a command line in a shell with the machine's own settings. */
  run(line: string): Promise<Result> {
    const child = spawn('/bin/sh', ['-c', line], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return collect(child)
  }

  /** Starts what does not end by itself. */
  start(cleanup: Cleanup, line: string): Promise<Group> {
    return startGroup(cleanup, '/bin/sh', ['-c', `exec ${line}`], { cwd: this.folder, env: this.#env })
  }
}

/** Puts the values in, at the lines that the example has for them. */
function fillIn(example: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const line = new RegExp(`^#?${name}=.*$`, 'm')
    if (!line.test(text)) throw new Error(`.env.mlflow.example has no ${name}`)
    return text.replace(line, () => `${name}=${value}`)
  }, example)
}
