import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatLocation, formatName, formatOrigin, quote, quoteValue } from '../model/format.ts'
import { nameOf, type Origin } from '../model/origin.ts'

interface File {
  readonly display: string
}

interface Line extends File {
  readonly line: number
}

interface Undecoded extends Line {
  /** Whether the run goes on without the file. */
  readonly isPassedOver: boolean
}

/** How much of a file is UTF-16. */
export type Utf16 = 'whole' | 'part'

const encodings = (): Readonly<Record<Utf16, string>> => ({
  whole: "UTF-16, as '>' in Windows PowerShell writes it",
  part: "partly UTF-16, as '>>' in Windows PowerShell writes it",
})

const SAVE_AS_UTF8 = "save it as UTF-8, in PowerShell with 'Set-Content -Encoding utf8'"
const NONE_USED = ', so no variable of the file is used'

export const LEADS_NOWHERE = 'the link leads nowhere'

/** How long a named pipe may take until its first line, and from there to its end. */
export const PIPE_TIMEOUT_SECONDS = 10

/** Why the search does not find a file. */
export type NotReadReason = 'name' | 'worktree' | 'home'

const notRead = (): Readonly<Record<NotReadReason, string>> => ({
  name: '',
  worktree: " because it is in the repository's main worktree",
  home: ' because the search ends below your home directory',
})

/** Why a `.env` file cannot be used. The origin is the option or variable that names the file. */
export const envFilesDiagnostics = defineDiagnostics(() => ({
  'env-file-missing': ({ display }: File, origin: Origin) =>
    display === '-'
      ? `${formatOrigin(origin)}: there is no file named '-': for standard input, write /dev/stdin`
      : `${formatOrigin(origin)}: there is no file ${quoteValue(display)}`,
  'env-file-not-regular': ({ display, kind }: File & { kind: string }, origin: Origin | null) =>
    origin
      ? `${formatOrigin(origin)}: expected a file, found ${kind}: ${quote(display)}`
      : `${quote(display)}: expected a file, found ${kind}: rename it, name the file to read with --env-file, or use --no-env-file`,
  'env-file-empty-pipe': ({ display, timeout }: File & { timeout: 'no writer' | 'no end' | null }) =>
    timeout === null
      ? `${quote(display)}: nothing came through the pipe: check the command that writes the variables`
      : `${quote(display)} is a named pipe, and ${timeout === 'no writer' ? 'nobody wrote into it' : 'its writer did not finish'} within ${PIPE_TIMEOUT_SECONDS} seconds: start the program that writes the variables, or use --no-env-file`,
  'env-file-unreadable': ({ display, reason }: File & { reason: string }) =>
    `${quote(display)} cannot be read: ${reason}`,
  'env-file-untrusted-owner': ({ display, part, owner }: File & { part: 'link' | 'file'; owner: number }) =>
    `${quote(display)} ${part === 'link' ? 'is a link that ' : ''}belongs to another user (uid ${owner}), who could put any account into it: if you trust it, name it with --env-file; otherwise use --no-env-file`,
  'env-file-too-large': ({ display, bytes, limit }: File & { bytes: number; limit: number }) =>
    `${quote(display)} has ${bytes} bytes, more than the limit of ${limit} for a .env file: name another file`,
  'env-file-not-utf8': ({ display, line, utf16, isPassedOver }: Undecoded & { utf16: Utf16 | null }) =>
    `${formatLocation(display, line)}: the file is ${utf16 === null ? 'not UTF-8' : encodings()[utf16]}, which Python cannot read${isPassedOver ? NONE_USED : ''}: ${utf16 === null ? 'save it as UTF-8' : SAVE_AS_UTF8}`,
  'env-file-nul': ({ display, line, isPassedOver }: Undecoded) =>
    `${formatLocation(display, line)}: a NUL byte, which no environment variable can contain${isPassedOver ? NONE_USED : ''}: remove it`,
  'env-file-writable': ({ display }: File) =>
    `${quote(display)} can be written by every user of this machine: run 'chmod o-w' on it`,
  'env-file-misnamed': ({ display, expected }: File & { expected: string }) =>
    `${quote(display)} is not read: if it has the project's credentials, rename it to ${quote(expected)}`,
  'env-file-not-read': ({ display, reason }: File & { reason: NotReadReason }, origin: Origin) =>
    `${formatName(nameOf(origin))} is in ${quote(display)}, which is not read${notRead()[reason]}: name the file with --env-file, or copy the line to .env.mlflow`,
  'env-file-above-repository': ({ display }: File) =>
    `${quote(display)} is not read, because it is above the root of the git repository: to use it, name it with --env-file`,
}))
