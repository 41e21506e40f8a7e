import { defineDiagnostics } from '../../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, list, printable, quote } from '../../model/format.ts'
import type { Origin } from '../../model/origin.ts'

interface Actions {
  readonly actions: readonly string[]
}

interface NotDelivered {
  readonly id: string
  readonly reason: string
  readonly left: string | null
}

/** What can be wrong with the words after `keys`. */
export const keysCommandDiagnostics = defineDiagnostics(() => ({
  'keys-action-missing': ({ actions }: Actions) =>
    `say what to do: ${list(actions, 'or')}, as in '${COMMAND_NAME} keys ${actions[0]}'`,
  /** Without the word, which may be a key. */
  'keys-action-unknown': ({ actions, suggestion }: Actions & { readonly suggestion: string | null }) =>
    `expected ${list(actions, 'or')} after 'keys'${suggestion === null ? '' : `: did you mean '${COMMAND_NAME} keys ${suggestion}'?`}`,
  'key-id-missing': () =>
    `name the key by its id, as in '${COMMAND_NAME} keys revoke ID': '${COMMAND_NAME} keys list' shows the ids`,
  'key-id-invalid': () =>
    `expected the id of a key, which has 12 letters and digits: '${COMMAND_NAME} keys list' shows the ids`,
  /** `id`: not secret. */
  'key-as-argument': ({ id }: { readonly id: string }) =>
    `the argument is a whole key, and every user of this machine can read arguments: run '${COMMAND_NAME} keys revoke ${id}'`,
  /** Without the note. */
  'note-holds-key': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} looks like a key, and notes are not secret: say what the key is for; every user of this machine can read arguments, so revoke it if it is one`,
  'key-output-missing': () =>
    'standard output is closed or the null device, so nobody would see the key, and none was made: write it to a file or a program',
  /** `id`: not secret. `left`: why it could not be revoked. */
  'key-not-delivered': ({ id, reason, left }: NotDelivered) =>
    left === null
      ? `the key ${id} could not be written to standard output (${printable(reason)}), so it was revoked: mend that, and make another one`
      : `the key ${id} could not be written to standard output (${printable(reason)}), and not be revoked either (${left}): run '${COMMAND_NAME} keys revoke ${id}'`,
  'key-not-given': ({ seconds }: { readonly seconds: number }) =>
    `no key came on standard input within ${seconds} seconds: write it there, as in '${COMMAND_NAME} keys verify < FILE'`,
  'key-input-ended': () => 'the input ended before a key was given',
  'key-not-good': ({ why, id }: { readonly why: string; readonly id: string | null }) =>
    `the key${id === null ? '' : ` ${quote(id)}`} is not good: ${why}`,
}))
