import type { Model } from './model.ts'
import { bashScript } from './scripts/bash.ts'
import { fishScript } from './scripts/fish.ts'
import { zshScript } from './scripts/zsh.ts'

interface Shell {
  readonly name: string
  readonly describe: string
  readonly script: (model: Model, engine: string) => string
}

export const SHELLS: readonly Shell[] = [
  { name: 'bash', describe: 'bash 4.2 or newer, with or without bash-completion', script: bashScript },
  { name: 'zsh', describe: 'zsh 5.1 or newer', script: zshScript },
  { name: 'fish', describe: 'fish 3.1 or newer', script: fishScript },
]
