import { defineDiagnostics } from '../../model/diagnostic.ts'
import { COMMAND_NAME, formatName, formatOrigin, list, printable, quote } from '../../model/format.ts'
import type { Origin } from '../../model/origin.ts'

interface File {
  /** The path as a person in the working directory would write it. */
  readonly display: string
}

const WHERE_KEYS_BELONG =
  'type it when asked, set MLFLOW_AWS_SECRET_ACCESS_KEY in the environment, or give NAME=value lines on standard input'

/** What is in the place of a file that is to be written. */
export type Obstacle = 'a directory' | 'a link' | 'a named pipe' | 'a socket' | 'a device'

/** How git regards the file, if it does not ignore it. */
export type NotIgnored = 'tracked' | 'not ignored'

/** What can be wrong when a project's file is written. */
export const initDiagnostics = defineDiagnostics(() => ({
  /** Without the value; `name`: null if the value may be a part of it. */
  'secret-as-argument': ({ name }: { readonly name: string | null }) =>
    `${name === null ? 'an argument' : quote(name)} is a secret, and every user of this machine can read arguments: ${WHERE_KEYS_BELONG}`,
  'password-as-argument': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} has a password in it, and every user of this machine can read arguments: name the address without it${origin.kind === 'option' && origin.name === '--tracking-uri' ? ', and write MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD into .env.mlflow' : ''}`,
  'secret-as-id': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} looks like a secret access key, not like the id of one: give the id, which is the shorter of the two`,
  'half-of-the-keys': ({ missing }: { readonly missing: string }, origin: Origin) =>
    `${formatOrigin(origin)} comes without ${formatName(missing)}: ${missing === 'MLFLOW_AWS_SECRET_ACCESS_KEY' ? WHERE_KEYS_BELONG : 'name it with --access-key-id, or give both'}`,
  'option-of-a-run': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is for running a command; init only writes the project's '.env.mlflow': leave it out`,
  'nothing-to-write': () =>
    `nothing to write: name the project's settings, as in '${COMMAND_NAME} init --bucket my-bucket --profile lab' (see '${COMMAND_NAME} init --help')`,
  /** `offered`: keys in the project's own `.env` that could be taken over. */
  'keys-missing': ({ offered }: { readonly offered: Origin | null }) =>
    `found no credentials for the project: name a profile (--profile), set MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY in the environment, or give NAME=value lines on standard input${offered === null ? '' : `; --yes takes over ${formatOrigin(offered)}`}`,
  'standard-input-silent': ({ seconds, isEnd }: { readonly seconds: number; readonly isEnd: boolean }) =>
    isEnd
      ? `standard input did not end within ${seconds} seconds: check the command that writes the keys`
      : `nothing came on standard input within ${seconds} seconds: check the command that writes the keys, or name a profile (--profile)`,
  'standard-input-unusable': ({ reason }: { readonly reason: string }) =>
    `standard input: expected NAME=value lines with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ${reason}`,
  'standard-input-unread': ({ seconds }: { readonly seconds: number }) =>
    `standard input had nothing within ${seconds} seconds, so no keys were read from it: name --bucket to wait for them`,
  'answers-ended': () => 'the input ended before the last question was answered, so nothing was written',
  'prefix-without-bucket': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} needs a bucket: name it with --bucket`,
  'project-is-home': (_: unknown) =>
    'the project would be your home directory, whose file counts for no project below it: change to the project first',
  'project-is-root': (_: unknown) => "the project would be the root directory '/': change to the project first",
  'not-a-plain-file': ({
    display,
    found,
    target,
  }: File & { readonly found: Obstacle; readonly target: string | null }) =>
    `${quote(display)}: expected a file, found ${found}${target === null ? '' : ` to ${quote(target)}`}: ${found === 'a link' ? 'keys are not written through a link: edit the file that it leads to, or remove the link' : 'move it away'}`,
  'file-of-other-user': ({ display, owner }: File & { readonly owner: number }) =>
    `${quote(display)} belongs to another user (uid ${owner}): run init as that user`,
  'file-not-written': ({ display, reason }: File & { readonly reason: string }) =>
    `cannot write ${quote(display)}: ${printable(reason)}`,
  'file-changed-meanwhile': ({ display }: File) =>
    `${quote(display)} was changed by another program in the meantime, so it was left as it is: run init again`,
  'changes-not-agreed': ({ display, changes }: File & { readonly changes: readonly string[] }) =>
    `${quote(display)} exists, and ${list(changes)} would change: --yes agrees to it`,
  'value-not-writable': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} has characters that readers of .env files take in different ways (a line break, \${NAME}, a quote next to a backslash), so it cannot be written: choose another value, or set the variable in the environment of each run`,
  'token-of-other-key': ({ id }: { readonly id: Origin }, origin: Origin) =>
    `${formatOrigin(origin)} belongs to another key than ${formatOrigin(id)}: give its token too, or remove that line`,
  'file-not-ignored': ({
    display,
    state,
    rule,
  }: File & { readonly state: NotIgnored; readonly rule: string | null }) =>
    state === 'tracked'
      ? `git tracks ${quote(display)}, whatever .gitignore says: run 'git rm --cached -f ${printable(display)}', which leaves the file where it is, and replace keys that were ever committed`
      : rule === null
        ? `git does not ignore ${quote(display)}: add the line '.env.mlflow' to .gitignore, and do not commit the file`
        : `git does not ignore ${quote(display)}, because of ${printable(rule)}: remove that rule, or do not commit the file`,
  'gitignore-not-written': ({ display, reason }: File & { readonly reason: string }) =>
    `cannot add '.env.mlflow' to ${quote(display)} (${printable(reason)}), so git may take the file: put the line into .git/info/exclude, which git reads too, or into a .gitignore that is a plain file`,
  'example-not-written': ({ display, reason }: File & { readonly reason: string }) =>
    `the example ${quote(display)} was not written: ${printable(reason)}`,
  'example-ignored': ({ display, rule }: File & { readonly rule: string }) =>
    `git ignores ${quote(display)} too (${printable(rule)}): add '!.env.mlflow.example' to .gitignore to share it`,
  'environment-wins': ({ names, display }: File & { readonly names: readonly string[] }) =>
    `${list(names.map(formatName))} in the environment ${names.length > 1 ? 'differ' : 'differs'} from ${quote(display)} and will be used instead: unset ${names.length > 1 ? 'them' : 'it'}, or use --override`,
  'endpoint-not-in-file': ({ display }: File, origin: Origin) =>
    `${formatOrigin(origin)} names the store and ${quote(display)} does not, so a terminal without it would use AWS: run '${COMMAND_NAME} init --endpoint URL' with its value`,
  'file-will-not-be-read': ({ display }: File, origin: Origin) =>
    `${formatOrigin(origin)} makes runs read other files than ${quote(display)}: unset it`,
  'permissions-open': ({ display, mode }: File & { readonly mode: number }) =>
    `other users may read ${quote(display)} (mode ${mode.toString(8)}): run 'chmod 600 ${printable(display)}'`,
  'permissions-not-kept': ({ display }: File) =>
    `the file system keeps no permissions, so other users may be able to read ${quote(display)}`,
}))
