const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Nobody encodes a name more often; each round takes a part of the text away. */
const MAX_ROUNDS = 8

/** Decodes percent-encoding once. What is no encoding stays. @returns null if the bytes are not UTF-8 */
export function decodeOnce(text: string): string | null {
  if (!text.includes('%')) return text
  // Character by character would decode a piece of one: runs of encoded bytes are decoded together.
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      return decoder.decode(Buffer.from(run.replaceAll('%', ''), 'hex'))
    })
  } catch {
    return null
  }
}

/**
 * Every text that decoding leads to, the written one first and the one that stays the same last, as MLflow decodes
 * artifact paths.
 *
 * @returns null if the bytes are not UTF-8, or it is encoded more often than anybody would
 */
export function decodings(text: string): readonly string[] | null {
  const texts = [text]
  for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
    const last = texts.at(-1) ?? ''
    const next = decodeOnce(last)
    if (next === null) return null
    if (next === last) return texts
    texts.push(next)
  }
  return null
}
