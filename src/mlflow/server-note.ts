import { isAbsolute } from 'node:path'
import { isSameHost, loopbackAddress, type ParsedUrl, parseUrl } from './server-address.ts'

/**
 * What a server tells the commands of this user about itself, in a file that it keeps while it runs. It contains no
 * secret. The text is not trusted: it may be damaged or left by a process that is gone.
 */
export interface ServerNote {
  /** Without a slash at the end. */
  readonly url: string
  /** The project's directory, with all links followed. */
  readonly project: string
  /** The process that ends with the server, and when it started, which tells it from a later one with its number. */
  readonly pid: number
  readonly startTime: number
  /** MLflow's version. */
  readonly version: string
  /** Whether a gate in front of it lets in requests with an API key only. */
  readonly needsKey: boolean
}

/** The note of a server that runs. */
export interface FoundNote extends ServerNote {
  /** The note's file. */
  readonly path: string
}

/** No note is longer: a path has at most 4096 bytes. */
export const MAX_NOTE_BYTES = 32_768

/** The process that a note is of. */
export interface NoteOwner {
  readonly pid: number
  /** Its PID namespace, by the inode: in a container the number means another process. */
  readonly namespace: number
}

/** A note's file. @param unique tells it from that of an earlier process with the same number */
export function noteName({ pid, namespace }: NoteOwner, unique: string): string {
  return `server-${pid}-${namespace}-${unique}.json`
}

/** The file next to a note with the key that its server gives this user's commands. @param note name or path of the note */
export function keyFileOf(note: string): string {
  return note.replace(/\.json$/, '.key')
}

/** The process that a key's file is of; null for any other file. */
export function ownerOfKeyFile(name: string): NoteOwner | null {
  return name.endsWith('.key') ? ownerOfNote(name.replace(/\.key$/, '.json')) : null
}

/** The process that a note's file is of; null for any other file. */
export function ownerOfNote(name: string): NoteOwner | null {
  const [, pid, namespace] = /^server-([1-9]\d{0,9})-(\d{1,10})-[0-9a-f]{8}\.json$/.exec(name) ?? []
  return pid === undefined ? null : { pid: Number(pid), namespace: Number(namespace) }
}

export function formatNote({ url, project, pid, startTime, version, needsKey }: ServerNote): string {
  const { prefix } = parseUrl(url) ?? { prefix: '' }
  const address = prefix === '' ? url : url.slice(0, -prefix.length)
  return `${JSON.stringify({ address, prefix, project, pid, startTime, version, needsKey })}\n`
}

/**
 * @param isOwnHost whether a host other than a loopback address is this machine
 * @returns null for anything but a note that is complete and names an address of this machine
 */
export function parseNote(text: string, isOwnHost: (host: string) => boolean): ServerNote | null {
  const { address, prefix, project, pid, startTime, version, needsKey } = parseObject(text)
  if (typeof address !== 'string' || typeof prefix !== 'string' || typeof project !== 'string') return null
  if (typeof version !== 'string' || !isCount(pid) || !isCount(startTime)) return null
  const url = address + prefix
  if (!isAbsolute(project) || !isOwnUrl(url, isOwnHost)) return null
  return { url, project, pid, startTime, version, needsKey: needsKey === true }
}

/** Whether a URL is one that a server of this machine can have: no user info, nothing after the prefix. */
export function isOwnUrl(url: string, isOwnHost: (host: string) => boolean): boolean {
  if (!/^https?:\/\/[^/@\\]+:\d{1,5}(?:\/[A-Za-z0-9._~-]+)*$/.test(url)) return false
  const parsed = parseUrl(url)
  if (!parsed || parsed.port < 1 || parsed.port > 65_535) return false
  return loopbackAddress(parsed.host) !== null || isOwnHost(parsed.host.replace(/^\[|\]$/g, ''))
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

/** The project's own server: of several, the one that started last. */
export function findOwnServer<Note extends ServerNote>(notes: readonly Note[], project: string): Note | null {
  const own = notes.filter((note) => note.project === project)
  return own.toSorted((a, b) => b.startTime - a.startTime)[0] ?? null
}

/** The project's own server, if it is the one that a URL leads to: by whatever name of this machine, with its prefix. */
export function findOwnServerAt<Note extends ServerNote>(
  notes: readonly Note[],
  project: string,
  url: string,
): Note | null {
  const wanted = parseUrl(url)
  if (!wanted) return null
  const own = notes.filter((note) => note.project === project)
  return own.find((note) => isSameServer(parseUrl(note.url), wanted)) ?? null
}

function isSameServer(there: ParsedUrl | null, wanted: ParsedUrl): boolean {
  if (there === null || there.scheme !== wanted.scheme || there.port !== wanted.port) return false
  return isSameHost(there.host, wanted.host) && there.prefix === wanted.prefix.replace(/\/+$/, '')
}

/** The server of another project that listens where a URL leads to. */
export function findOtherServer(notes: readonly ServerNote[], project: string, url: string): ServerNote | null {
  const wanted = parseUrl(url)
  if (!wanted) return null
  const listensThere = (there: ParsedUrl | null) => there?.port === wanted.port && isSameHost(there.host, wanted.host)
  return notes.find((note) => note.project !== project && listensThere(parseUrl(note.url))) ?? null
}
