/**
 * Whether a text looks like an AWS access key id, a secret, a session token, or an API key of the launcher's own. Where a
 * name is expected, it was pasted into the wrong place, and must not be shown.
 */
export function looksLikeKey(text: string): boolean {
  if (text.length < 16) return false
  if (looksLikeApiKey(text)) return true
  if (/^A[KS]IA[A-Z0-9]{12,}$/.test(text)) return true
  // A secret has 40 characters of every kind, a token many more.
  const isBase64 = /^[A-Za-z0-9+/]{40,}={0,2}$/.test(text)
  return isBase64 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9+/]/.test(text)
}

/** Whether a text looks like an API key of the launcher's own, perhaps a mistyped one. */
export function looksLikeApiKey(text: string): boolean {
  return text.startsWith('wmle_')
}
