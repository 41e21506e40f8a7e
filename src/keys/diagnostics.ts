import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME, formatOrigin, list, printable, quote } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

interface Store {
  /** A path, or a URI without user, password and parameters. */
  readonly location: string
}

interface OpenStore extends Store {
  readonly mode: number
  /** Whether the file system keeps the permissions of files. */
  readonly keepsModes: boolean
}

/** What can be in the place of a file with keys. */
export type NotAFile = 'a directory' | 'a link' | 'a named pipe' | 'a socket' | 'a device'

interface WithoutKey extends Store {
  readonly service: string
  /** Services that have live keys. */
  readonly others: readonly string[]
  /** Whether the service had keys before. */
  readonly hasEnded: boolean
}

const MAX_OTHERS = 5

/** What can be wrong with API keys and the store that keeps them. */
export const keysDiagnostics = defineDiagnostics(() => ({
  'key-store-missing': ({ location }: Store) =>
    `there are no keys in ${quote(location)}: make the first one with '${COMMAND_NAME} keys create', or name the store with --keys or WITH_MLFLOW_ENV_KEYS`,
  'key-store-malformed': ({ location, reason }: Store & { readonly reason: string }) =>
    `${quote(location)} does not hold keys as '${COMMAND_NAME} keys' writes them: ${reason}; restore it, or move it away and make new keys`,
  'key-store-newer': ({ location }: Store) =>
    `the keys in ${quote(location)} were written by a newer version of ${COMMAND_NAME}: update this one`,
  'key-store-not-a-file': ({ location, found }: Store & { readonly found: NotAFile }) =>
    `${quote(location)}: expected a file, found ${found}: ${found === 'a link' ? 'name the file that it leads to' : 'name a file'}`,
  'key-store-of-other-user': ({ location, owner }: Store & { readonly owner: number }) =>
    `${quote(location)} belongs to another user (uid ${owner}), who could let anybody in: run this as that user, or name another file`,
  'key-store-open': ({ location, mode, keepsModes }: OpenStore) =>
    `other users may read or change ${quote(location)} (mode ${mode.toString(8)}): ${keepsModes ? `run 'chmod 600 ${printable(location)}'` : 'the file system keeps no permissions, so choose another place'}, and revoke the keys that you do not know`,
  'key-store-unusable': ({ location, reason }: Store & { readonly reason: string }) =>
    `cannot use the keys in ${quote(location)}: ${printable(reason)}`,
  'key-store-not-written': ({ location, reason }: Store & { readonly reason: string }) =>
    `cannot write the keys in ${quote(location)}: ${printable(reason)}; let this user write in the folder, or name another place with --keys or WITH_MLFLOW_ENV_KEYS`,
  'key-store-locked': ({ location, seconds }: Store & { readonly seconds: number }) =>
    `another process has kept ${quote(location)} locked for ${seconds} seconds: end it, or try again`,
  'key-store-needs-flock': () =>
    "writing keys needs the program 'flock' or 'python3', and neither is on PATH: install util-linux or Python, or keep the keys in PostgreSQL",
  'key-unknown': ({ location }: Store) =>
    `there is no key of this id in ${quote(location)}: '${COMMAND_NAME} keys list' shows them`,
  /** What a running gate says of its store. */
  'keys-not-read': ({ reason }: { readonly reason: string }) =>
    `the keys cannot be read again, so those that were read last still count: ${reason}`,
  'service-without-key': ({ service, location, others, hasEnded }: WithoutKey) =>
    `no live key in ${quote(location)} opens the service ${quote(service)}, so nobody can enter with one${hasEnded ? ': all of its keys are revoked or have expired' : ''}${others.length === 0 ? '' : `; there are some for ${list(others.slice(0, MAX_OTHERS).map(quote), 'and')}`}: run '${COMMAND_NAME} keys create --service ${service}', or correct --service`,
  'keys-gone': ({ location }: Store) =>
    `the keys in ${quote(location)} are gone, so nobody can enter: restore them from a copy, or make new ones with '${COMMAND_NAME} keys create'`,
  'key-store-back': ({ location }: Store) => `the keys in ${quote(location)} can be read again`,
  'uses-not-noted': ({ reason }: { readonly reason: string }) => `the last uses of keys cannot be noted: ${reason}`,
  /** Which store. */
  'key-store-password': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} has a password, and every user of this machine can read arguments: put the whole URI into WITH_MLFLOW_ENV_KEYS`,
  /** `problem`: without any part of the value but the name of a parameter. */
  'key-store-uri': ({ problem }: { readonly problem: string }, origin: Origin) =>
    `${formatOrigin(origin)} ${problem}; expected the path of a file, or postgresql://USER:PASSWORD@HOST:5432/DATABASE`,
  'key-store-nowhere': () =>
    'this user has no home directory for a file of keys: name one with --keys or WITH_MLFLOW_ENV_KEYS',
}))
