// A real interactive shell in a terminal, with completion of the launcher: what Tab makes of a line.
import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launcher } from './paths.ts'
import type { Project } from './project.ts'
import { Terminal } from './terminal.ts'

export interface Completed {
  /** The line after Tab. */
  readonly line: string
  /** What the terminal showed on the way, such as a list of what is possible. */
  readonly shown: string
}

/** Ctrl-U and Ctrl-X p: clear the line; show it. */
const CLEAR = '\x15'
const SHOW = '\x18p'

const SETUPS = {
  bash: {
    command: ['bash', '--norc', '--noprofile', '-i'],
    setup: [
      "bind 'set show-all-if-ambiguous on'",
      "bind 'set completion-display-width 0'",
      "bind 'set completion-query-items 0'",
      "bind 'set page-completions off'",
      "bind 'set enable-bracketed-paste off'",
      `bind -x '"\\C-xp": printf "<<%s>>\\n" "$READLINE_LINE"'`,
    ],
  },
  zsh: {
    command: ['zsh', '-f', '-i'],
    setup: [
      'unsetopt zle_bracketed_paste prompt_sp always_last_prompt',
      'autoload -Uz compinit; compinit -u -D',
      'LISTMAX=9999',
      'show() { print -r -- "<<$BUFFER>>" }; zle -N show; bindkey "^Xp" show',
    ],
  },
} as const

export class CompletingShell {
  readonly #terminal: Terminal

  private constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /**
   * @param before what the shell runs first, before it loads its own completion
   * @param after what it runs then
   */
  static async open(
    project: Project,
    shell: keyof typeof SETUPS,
    before: readonly string[],
    after: readonly string[],
  ): Promise<CompletingShell> {
    const { command, setup } = SETUPS[shell]
    const path = `PATH=${project.path('bin')}:${process.env.PATH}`
    const opened = new CompletingShell(new Terminal(project, ['env', path, ...command]))
    // In two parts, so that the echo of what is typed does not look like the answer.
    const lines = [...before, ...setup, ...after, "echo rea''dy"]
    opened.#terminal.type(lines.map((line) => `${line}\n`).join(''))
    await opened.#terminal.shows(/ready\r?\n/)
    return opened
  }

  async complete(line: string): Promise<Completed> {
    this.#terminal.type(`${CLEAR}${line}\t${SHOW}`)
    const shown = await this.#terminal.shows(/<<[^\n]*>>\r?\n/)
    const [, after = ''] = /<<([^\n]*)>>\r?\n$/.exec(shown) ?? []
    return { line: after, shown }
  }

  close(): void {
    this.#terminal.close()
  }
}

/** Puts `with-mlflow-env` on PATH, and the script for a shell next to it. Returns the script's path. */
export function writeScript(project: Project, shell: string): string {
  const program = project.write('bin/with-mlflow-env', `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`)
  chmodSync(program, 0o755)
  const text = execFileSync(program, ['completion', shell], { env: project.environment(), encoding: 'utf8' })
  const path = project.path(`completion.${shell}`)
  writeFileSync(path, text)
  return path
}

/** Whether a shell is here: not every machine has them all. */
export function hasShell(name: string): boolean {
  try {
    execFileSync(name, ['-c', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Files of `~/.aws` with names that need quotes, and secrets that nothing may show. */
export function writeProfiles(project: Project): void {
  const config = ['[default]', '[profile lab]', 'region = eu-west-1', '[profile "my project"]', '[profile "a:b=c"]']
  project.write(join('..', '..', 'home', '.aws', 'config'), `${config.join('\n')}\n[profile "it's $odd"]\n`)
  const keys = 'aws_access_key_id = AKIASECRETSECRET0001\naws_secret_access_key = S3cr3tS3cr3tS3cr3t\n'
  project.write(join('..', '..', 'home', '.aws', 'credentials'), `[lab]\n${keys}[lab-prod]\n${keys}`)
}
