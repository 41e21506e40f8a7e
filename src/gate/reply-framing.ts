import { headerValues } from './request-head.ts'

/** The head of an answer of MLflow's. */
interface ReplyHead {
  readonly statusCode?: number | undefined
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[]
}

/**
 * Whether an answer can be passed on. One that is not the final one has none behind it (Node tells of the others in another
 * way), and of encodings the gate undoes `chunked` alone: the client would get another one without being told.
 */
export function isPassable({ statusCode = 0, rawHeaders }: ReplyHead): boolean {
  const encodings = headerValues(rawHeaders, 'transfer-encoding')
  const isPlain = encodings.length === 0 || (encodings.length === 1 && encodings[0]?.trim().toLowerCase() === 'chunked')
  return statusCode >= 200 && isPlain
}

/**
 * Whether it is certain where an answer ends. Some servers send a body where there must be none, and it would be taken for
 * the next answer, which may be for somebody else.
 */
export function hasCertainEnd({ statusCode = 0, rawHeaders }: ReplyHead): boolean {
  if (statusCode === 205) return false
  if (statusCode !== 204 && statusCode !== 304) return true
  const hasLength = headerValues(rawHeaders, 'content-length').some((value) => Number(value) !== 0)
  return !hasLength && headerValues(rawHeaders, 'transfer-encoding').length === 0
}
