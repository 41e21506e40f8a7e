import type { Environment } from '../../model/source.ts'
import { parseBlock } from '../environ-block.ts'
import { native } from './binding.ts'

export function env(): Environment {
  return parseBlock(native.environBlock())
}

export function home(): string | null {
  // Empty, it is still what the user said.
  return env().HOME ?? native.passwdHome() ?? null
}

/** As execve(2) takes it. */
export function toEnvironmentList(environment: Environment): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`)
}
