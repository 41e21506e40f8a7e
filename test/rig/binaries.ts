// Programs that the system refuses, each in a way of its own.
import { readFileSync } from 'node:fs'

const program = readFileSync('/bin/true')
const X86_64 = 62
const AARCH64 = 183

function forAnotherMachine(): Buffer {
  const changed = Buffer.from(program)
  // The field e_machine of the header.
  changed.writeUInt16LE(process.arch === 'arm64' ? X86_64 : AARCH64, 18)
  return changed
}

function withoutLoader(): Buffer {
  return Buffer.from(program.toString('latin1').replace(/ld-(?:linux|musl)/, 'no-such'.padEnd(8, '-')), 'latin1')
}

/** What an executable file may hold that is no program for this machine. */
export const BROKEN: readonly (readonly [what: string, content: Buffer | string])[] = [
  ['a program for another machine', forAnotherMachine()],
  ['a program whose loader is missing', withoutLoader()],
  ['a program cut off in its header', program.subarray(0, 20)],
  ['a program cut off behind its header', program.subarray(0, 200)],
  ['a program cut off in its body', program.subarray(0, 2000)],
  ['bytes without a meaning', Buffer.from([0x80, 0, 1, 2, 255, 10, 0, 3])],
  ['a single #', '#'],
  ['a first line with no interpreter', '#!\nexit 21\n'],
  ['a first line of blanks', '#!   \nexit 22\n'],
  ['a first line that never ends', `#!/${'x'.repeat(5000)}`],
  ['a byte order mark before its first line', '\ufeff#!/bin/sh\nexit 23\n'],
  ['Windows line ends', '#!/bin/sh\r\nexit 24\r\n'],
]

/** What the interpreter that a script's first line names may be, each made by a line of sh in the project's folder. */
export const INTERPRETERS: readonly (readonly [what: string, make: string])[] = [
  ['a folder', 'mkdir interpreter'],
  ['a file that is not executable', 'echo exit 31 >interpreter'],
  ['a script without a first line', 'echo exit 32 >interpreter; chmod +x interpreter'],
  ['a script with an interpreter', 'printf "#!/bin/sh\\nexit 33\\n" >interpreter; chmod +x interpreter'],
  ['a script whose interpreter is missing', 'echo "#!/no/such" >interpreter; chmod +x interpreter'],
  ['the script itself', 'ln -s script interpreter'],
  ['a link to itself', 'ln -s interpreter interpreter'],
  ['an empty program', ': >interpreter; chmod +x interpreter'],
  ['a program cut off', 'head -c 20 /bin/true >interpreter; chmod +x interpreter'],
  ['on no such path', 'true'],
]
