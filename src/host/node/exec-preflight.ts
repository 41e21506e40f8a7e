import { accessSync, constants, statSync } from 'node:fs'
import { parseShebang } from '../shebang.ts'
import { readHead as readFirst } from './files.ts'
import { isBusy } from './text-file-busy.ts'

/** As much of a file as tells what it is. */
const HEAD_BYTES = 4096
/** Kernels before 5.1 look at the first 128 bytes for `#!`. */
const MAX_SHEBANG_BYTES = 127
/** The kernel's limit for scripts that are interpreters of scripts is higher. */
const MAX_INTERPRETERS = 3
const PT_INTERP = 3
/** ET_EXEC and ET_DYN: a program, not a core or an object file. */
const EXECUTABLE_ELF_TYPES = [2, 3]

/**
 * Whether the kernel is certain to start a file: a binary of this machine's kind whose loader exists, or a script with
 * `#!` whose interpreter is one. Node 22 and 24 do not survive a call of `execve` that fails; newer ones do, but the
 * configuration block would already be printed for a command that does not start.
 *
 * @param path an executable file, as far as its permissions go
 */
export function canExec(path: string): boolean {
  return isProgram(path, MAX_INTERPRETERS) && !isBusy(path)
}

function isProgram(path: string, interpreters: number): boolean {
  const head = readHead(path)
  if (head === null) return false
  if (head.toString('latin1', 0, 2) === '#!') {
    const interpreter = readInterpreter(head)
    return (
      interpreter !== null && interpreters > 0 && isRunnable(interpreter) && isProgram(interpreter, interpreters - 1)
    )
  }
  const own = readHead('/proc/self/exe')
  return own !== null && isProgramLike(head, own) && hasLoader(head, own)
}

const readHead = (path: string) => readFirst(path, HEAD_BYTES) as Buffer | null

/** An absolute path; null for a line that the kernel might cut or read otherwise. */
function readInterpreter(head: Buffer): string | null {
  if (!head.subarray(0, MAX_SHEBANG_BYTES).includes('\n')) return null
  const interpreter = parseShebang(head.toString('latin1'), MAX_SHEBANG_BYTES)?.interpreter
  return interpreter?.startsWith('/') ? interpreter : null
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** ELF: magic number, word size, byte order and machine, elf(5). */
function isProgramLike(head: Buffer, own: Buffer): boolean {
  return isOfSameKind(head, own) && EXECUTABLE_ELF_TYPES.includes(head.readUInt16LE(16))
}

function isOfSameKind(head: Buffer, own: Buffer): boolean {
  if (head.length < 64 || own.length < 64 || head.toString('latin1', 0, 4) !== '\x7fELF') return false
  return head[4] === own[4] && head[5] === own[5] && head.readUInt16LE(18) === own.readUInt16LE(18)
}

/** Whether a binary is its own loader or names one that is there. 64 bits, little endian; others are not known here. */
function hasLoader(head: Buffer, own: Buffer): boolean {
  if (head[4] !== 2 || head[5] !== 1) return false
  const table = Number(head.readBigUInt64LE(32))
  const size = head.readUInt16LE(54)
  const count = head.readUInt16LE(56)
  if (size !== 56 || count === 0 || table + size * count > head.length) return false
  for (let at = table; at < table + size * count; at += size) {
    if (head.readUInt32LE(at) !== PT_INTERP) continue
    const start = Number(head.readBigUInt64LE(at + 8))
    const end = head.indexOf(0, start)
    const loader = head.toString('latin1', start, end)
    const its = start < head.length && end !== -1 && isRunnable(loader) ? readHead(loader) : null
    return its !== null && isOfSameKind(its, own)
  }
  return true
}
