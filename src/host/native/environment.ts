import type { Environment } from '../../model/source.ts'
import { parseBlock } from '../environ-block.ts'
import { native } from './binding.ts'

let parsed: Environment | undefined

/** Read once: nothing here changes it. */
export function env(): Environment {
  parsed ??= parseBlock(native.environBlock())
  return parsed
}

export function home(): string | null {
  // Empty, it is still what the user said.
  return env().HOME ?? native.passwdHome() ?? null
}

/** As execve(2) takes it. */
export function toEnvironmentList(environment: Environment): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`)
}
