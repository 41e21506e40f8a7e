// Runs a page: writes its files and runs its commands, in the order in which they stand, in one shell.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Cleanup } from '../cleanup.ts'
import { type Group, startGroup } from '../process-group.ts'
import { type Result, Shell } from '../shell.ts'
import { createdKeys } from './aws.ts'
import { type Command, commandsOfConsole, commandsOfScript } from './commands.ts'
import { comparable, outputPattern } from './output.ts'
import { type Block, blocksOf } from './page.ts'
import { fillIn } from './placeholders.ts'
import { asks, fails, fileOf, inputOf, isRun, starts, withDryRun } from './rules.ts'
import { makeSandbox, type Sandbox, withKeys } from './sandbox.ts'
import { typeInTerminal } from './type-in-terminal.ts'
import type { World } from './world.ts'

const START_MS = 120_000

/** The status of a command whose output becomes a variable is lost: nothing in it is a failure. */
function withCheck(command: string): string {
  const names = Array.from(command.matchAll(/^(?:export )?(\w+)=\$\(/gm), ([, name = '']) => name)
  return [command, ...(names.length > 0 ? [names.map((name) => `[ -n "$${name}" ]`).join(' && ')] : [])].join('\n')
}

/** Runs it to its end, and gives the number of its commands. Throws at the first that does not do what the page says. */
export async function runPage(world: World, page: string): Promise<number> {
  const cleanup = new Cleanup()
  try {
    const sandbox = await makeSandbox(cleanup, world, page)
    const run = new Run(cleanup, sandbox, await Shell.open(cleanup, sandbox, '/bin/bash'))
    for (const block of blocksOf(page)) await run.block(block)
    await run.end()
    return run.commands
  } finally {
    await cleanup.run()
  }
}

class Run {
  commands = 0
  readonly #cleanup: Cleanup
  #sandbox: Sandbox
  readonly #shell: Shell
  readonly #started: { readonly where: string; readonly group: Group }[] = []

  constructor(cleanup: Cleanup, sandbox: Sandbox, shell: Shell) {
    this.#cleanup = cleanup
    this.#sandbox = sandbox
    this.#shell = shell
  }

  async block(block: Block): Promise<void> {
    const file = fileOf(block)
    if (file !== null) this.#write(file, `${this.#fill(block.text)}\n`)
    if (!isRun(block)) return
    const commands = block.language === 'console' ? commandsOfConsole(block) : commandsOfScript(block)
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1
      if (isLast && starts(block)) await this.#start(block.page, command)
      else await this.#run(block, command, isLast && fails(block))
      this.commands++
    }
  }

  /** Ends what was started, as a Ctrl-C does. */
  async end(): Promise<void> {
    for (const { where, group } of this.#started) {
      process.kill(group.id, 'SIGINT')
      const status = await group.ended
      if (status !== 0) throw new Error(`${where} ended with ${status} when it was stopped:\n${group.output()}`)
    }
  }

  /** Types the answers to what a command asks. */
  async #type(block: Block, line: number, command: string): Promise<Result> {
    const answers = this.#fill(inputOf(block)).split('\n')
    return typeInTerminal(command, answers, await this.#place()).catch((error) => {
      throw new Error(`${block.page}:${line}: $ ${command}\n${error.message}`)
    })
  }

  async #run(block: Block, { line, text, expected }: Command, isToFail: boolean): Promise<void> {
    const typed = withDryRun(this.#fill(text))
    const { status, output } = asks(block)
      ? await this.#type(block, line, typed)
      : await this.#shell.run(withCheck(typed), this.#inputOf(block))
    const keys = /create-access-key/.test(text) ? createdKeys(output) : null
    if (keys !== null) this.#sandbox = withKeys(this.#sandbox, keys)
    const complain = (what: string) => new Error(`${block.page}:${line}: ${what}\n$ ${typed}\n${output}`)
    if ((status !== 0) !== isToFail) throw complain(`ended with ${status}`)
    if (expected === null || expected === '') return
    const wanted = this.#fill(expected)
    if (!outputPattern(wanted).test(comparable(output))) throw complain(`expected\n${wanted}\nbut it printed`)
  }

  async #start(page: string, { line, text, expected }: Command): Promise<void> {
    const typed = this.#fill(text)
    const entries = (await this.#shell.environment())
      .toString()
      .split('\0')
      .filter((entry) => entry !== '')
    const env = Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2)))
    const group = await startGroup(this.#cleanup, '/bin/bash', ['-c', `exec ${typed}`], { env, cwd: env.PWD ?? '' })
    const where = `${page}:${line}: $ ${typed}`
    this.#started.push({ where, group })
    await group.waitFor(/ is ready at /, START_MS).catch((error) => {
      throw new Error(`${where}\n${error.message}`)
    })
    if (expected === null || expected === '') return
    const wanted = this.#fill(expected)
    if (!outputPattern(wanted, true).test(comparable(group.output()))) {
      throw new Error(`${where}\nexpected\n${wanted}\nbut it printed\n${group.output()}`)
    }
  }

  /** The environment and the directory that the shell has come to. */
  async #place(): Promise<{ env: Record<string, string>; cwd: string }> {
    const entries = (await this.#shell.environment())
      .toString()
      .split('\0')
      .filter((entry) => entry !== '')
    const env = Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2)))
    return { env, cwd: env.PWD ?? '' }
  }

  /** A file with what the commands read. */
  #inputOf(block: Block): string {
    const input = this.#fill(inputOf(block))
    if (input === '') return '/dev/null'
    const path = join(this.#sandbox.folder, 'input')
    writeFileSync(path, `${input}\n`, { mode: 0o600 })
    return path
  }

  #fill(text: string): string {
    return fillIn(text, this.#sandbox.values)
  }

  #write(file: string, text: string): void {
    const path = file.startsWith('~/')
      ? join(this.#sandbox.folder, 'home', file.slice(2))
      : join(this.#sandbox.project, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { mode: /(^|\/)\.env/.test(file) ? 0o600 : 0o644 })
  }
}
