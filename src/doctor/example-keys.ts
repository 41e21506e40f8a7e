/**
 * Whether a key id is one of those in AWS's documentation, which no account has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html
 */
export function isExampleId(id: string): boolean {
  return /^A[KS]IA[A-Z0-9]*EXAMPLE$/.test(id.trim())
}

/** The secrets next to them end likewise. */
export function isExampleSecret(secret: string): boolean {
  return /^[\w+/]*EXAMPLEKEY$/.test(secret.trim())
}
