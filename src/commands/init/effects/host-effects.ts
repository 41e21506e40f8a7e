import { gitOf } from '../../../doctor/git.ts'
import * as host from '../../../host/index.ts'
import type { Environment } from '../../../model/source.ts'
import type { Effects } from './effects.ts'
import { appendToFile, createFile, createSecretFile, replaceSecretFile } from './files.ts'
import { readStandardInput } from './standard-input.ts'
import { openTerminal } from './terminal.ts'

/** @param asks whether somebody may be asked */
export function hostEffects(env: Environment, asks: boolean, write: (text: string) => void): Effects {
  return {
    terminal: asks && host.isTerminal(0) && host.isTerminal(2) ? openTerminal(write) : null,
    readStandardInput,
    createSecretFile,
    replaceSecretFile,
    createFile,
    appendToFile,
    uninterrupted: host.uninterrupted,
    git: gitOf(env),
  }
}
