/** A request without its body, as it was written. */
export interface RequestHead {
  readonly method: string
  /** The request target, as `/api/mlflow/health?x=1`. */
  readonly url: string
  /** As `1.1`. */
  readonly httpVersion: string
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[]
}

/** Headers as pairs, in their order and spelling. */
export function* headerPairs(rawHeaders: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']
}

/** Every value of a header. @param name in lower case */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = []
  // A loop, because each request asks for ten of them.
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const each = rawHeaders[at] ?? ''
    if (each.length === name.length && each.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '')
  }
  return values
}
