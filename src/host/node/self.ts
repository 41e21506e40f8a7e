import process from 'node:process'
import { readEnvironment } from './environment.ts'

export const { platform, pid, ppid: parentPid } = process
export const args: readonly string[] = process.argv.slice(2)
export const uid = process.geteuid?.() ?? null
export const nullDevice = platform === 'win32' ? '\\\\.\\nul' : '/dev/null'

export function env() {
  return readEnvironment(process.env, process.execArgv.length === 0 && !process.env.NODE_OPTIONS)
}

export function cwd(): string {
  return process.cwd()
}

export function home(): string {
  return process.env.HOME || process.getBuiltinModule('node:os').homedir()
}

export function columns(): number | null {
  return process.stdout.columns || null
}

export function isTerminal(descriptor: number): boolean {
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}
