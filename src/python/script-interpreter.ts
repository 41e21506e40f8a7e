import { isAbsolute } from 'node:path'
import { findCommand } from '../host/find-command.ts'
import * as host from '../host/index.ts'
import { parseShebang } from '../host/shebang.ts'

/** The lines that pip and uv write for a path that is too long for the kernel, or has a blank in it. */
const LONG_FORM = /^#![^\n]*\/sh\n'''exec' (?:"([^"\n]+)"|'([^'\n]+)'|([^\s'"]+)) /
/** Enough for a path of the longest kind. */
const HEAD_BYTES = 8192

/**
 * The Python behind a script that pip or uv has installed.
 *
 * @param path the PATH on which `env` would look
 * @returns an absolute path; null for a script of another kind, as pyenv's
 */
export function findInterpreter(script: string, cwd: string, path: string | undefined): string | null {
  const head = readHead(script)
  const [, double, single, plain] = LONG_FORM.exec(head) ?? []
  const long = double ?? single ?? plain
  if (long) return isAbsolute(long) ? long : null
  const { interpreter: program = '', argument: words = '' } = parseShebang(head, HEAD_BYTES) ?? {}
  if (!/\/env$/.test(program)) return isPython(program) && isAbsolute(program) ? program : null
  const name = words.replace(/^-S[ \t]*/, '').split(/[ \t]/)[0] ?? ''
  if (!isPython(name)) return null
  const found = findCommand(name, cwd, path)
  return found.kind === 'found' ? found.path : null
}

const isPython = (program: string) => /(?:^|\/)(?:python|pypy)[\d.]*$/.test(program)

function readHead(path: string): string {
  const head = host.readHead(path, HEAD_BYTES)
  return head ? host.decodeUtf8(head) : ''
}
