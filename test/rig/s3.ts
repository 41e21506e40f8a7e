// What the store itself says to an account, asked with real boto3 and independently of the launcher.
import type { Account } from './account.ts'
import type { Store } from './store.ts'

/** The store's answer: 200 and OK, or its refusal as boto3 saw it (403 and AccessDenied). */
export interface Answer {
  readonly status: number
  readonly code: string
}

type Action = { action: 'list' } | { action: 'get'; key: string } | { action: 'put'; key: string; body: string }

/** The objects of a bucket with their sizes in bytes. None if refused. */
export async function listObjects(
  store: Store,
  account: Account,
  bucket: string,
): Promise<Answer & { objects: Record<string, number> }> {
  return { objects: {}, ...(await ask(store, account, bucket, { action: 'list' })) }
}

/** The content of an object. Empty if refused. */
export async function getObject(
  store: Store,
  account: Account,
  bucket: string,
  key: string,
): Promise<Answer & { content: Buffer }> {
  const answer = await ask(store, account, bucket, { action: 'get', key })
  return { ...answer, content: Buffer.from(answer.body ?? '', 'base64') }
}

export function putObject(store: Store, account: Account, bucket: string, key: string, text: string): Promise<Answer> {
  return ask(store, account, bucket, { action: 'put', key, body: Buffer.from(text).toString('base64') })
}

async function ask(
  { endpoint, client }: Store,
  { keyId, secret }: Account,
  bucket: string,
  action: Action,
): Promise<Answer & { objects?: Record<string, number>; body?: string }> {
  const python = await client()
  const answer = (await python.ask({ endpoint, keyId, secret, bucket, ...action })) as Answer | { failure: string }
  if ('failure' in answer) throw new Error(`s3.py: ${answer.failure}`)
  return answer
}
