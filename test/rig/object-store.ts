// An S3 store in memory that has rules which SeaweedFS has not: it refuses or holds an operation, and keeps versions.
import { EventEmitter, once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { errorOf, LIST, startStandIn } from './stand-in-store.ts'

/** An operation by its name in S3's documentation, with what a rule may look at. */
export interface Operation {
  readonly name: string
  readonly key: string
  readonly headers: IncomingMessage['headers']
}

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message?: string
}

export interface ObjectStoreRules {
  refuse?(operation: Operation): Refusal | null | undefined | false
  /** The operation that is carried out, and whose answer is held until `release`; `NAME 2` for the second of that name. */
  readonly hold?: string
  readonly keepsVersions?: boolean
}

export interface ObjectStore {
  readonly endpoint: string
  /** The names of operations, in their order. */
  readonly asked: readonly string[]
  readonly objects: ReadonlyMap<string, Buffer>
  readonly uploads: ReadonlySet<string>
  readonly versions: ReadonlySet<string>
  /** Resolves when the operation that is to be held is there. */
  readonly held: Promise<void>
  release(): void
  /** Resolves when nothing is left of what was written. */
  empty(): Promise<void>
}

/** Starts one with the bucket `b`. */
export async function startObjectStore({
  refuse,
  hold,
  keepsVersions = false,
}: ObjectStoreRules = {}): Promise<ObjectStore> {
  const asked: string[] = []
  const objects = new Map<string, Buffer>()
  const uploads = new Set<string>()
  const versions = new Set<string>()
  const events = new EventEmitter()
  const held = once(events, 'held').then(() => {})
  let isReleased = false
  const released = once(events, 'released')
  let count = 0

  /** @returns the body and the headers of the answer */
  function act(
    { name, key }: Operation,
    query: URLSearchParams,
    body: Buffer,
  ): [string | Buffer, Record<string, string>] {
    const version = () => {
      if (!keepsVersions) return {}
      versions.add(`v${++count}`)
      return { 'x-amz-version-id': `v${count}` }
    }
    const upload = query.get('uploadId') ?? ''
    switch (name) {
      case 'ListObjectsV2':
        return [LIST, {}]
      case 'PutObject':
        objects.set(key, body)
        return ['', { etag: '"1"', ...version() }]
      case 'GetObject':
        return [objects.get(key) ?? '', { etag: '"1"' }]
      case 'DeleteObject':
        objects.delete(key)
        return ['', version()]
      case 'DeleteVersion':
        versions.delete(query.get('versionId') ?? '')
        if (versions.size === 0) objects.delete(key)
        return ['', {}]
      case 'CreateMultipartUpload':
        uploads.add(`u${++count}`)
        return [`<InitiateMultipartUploadResult><UploadId>u${count}</UploadId></InitiateMultipartUploadResult>`, {}]
      case 'UploadPart':
        objects.set(`part of ${upload}`, body)
        return ['', { etag: '"1"' }]
      case 'CompleteMultipartUpload':
        objects.set(key, objects.get(`part of ${upload}`) ?? body)
        objects.delete(`part of ${upload}`)
        uploads.delete(upload)
        return ['<CompleteMultipartUploadResult><ETag>"1"</ETag></CompleteMultipartUploadResult>', version()]
      case 'AbortMultipartUpload':
        uploads.delete(upload)
        objects.delete(`part of ${upload}`)
        return ['', {}]
      case 'ListMultipartUploads': {
        const list = [...uploads].map((id) => `<Upload><Key>k</Key><UploadId>${id}</UploadId></Upload>`)
        return [`<ListMultipartUploadsResult>${list.join('')}</ListMultipartUploadsResult>`, {}]
      }
      default:
        throw new TypeError(name)
    }
  }

  const endpoint = await startStandIn(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://b')
    const body = await buffer(request)
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'))
    const operation = { name: nameOf(request.method ?? '', key, url.searchParams), key, headers: request.headers }
    const isAnonymous = request.headers.authorization === undefined
    asked.push(isAnonymous ? `${operation.name} without keys` : operation.name)
    const missing: Refusal | null =
      operation.name === 'GetObject' && !objects.has(key)
        ? { status: 404, code: 'NoSuchKey' }
        : url.searchParams.get('uploadId') && !uploads.has(url.searchParams.get('uploadId') ?? '')
          ? { status: 404, code: 'NoSuchUpload' }
          : null
    const other: Refusal | null = isAnonymous ? { status: 403, code: 'AccessDenied' } : refuse?.(operation) || missing
    const wrong = operation.headers['content-md5'] === 'AAAAAAAAAAAAAAAAAAAAAA==' && { status: 400, code: 'BadDigest' }
    const refusal: Refusal | false =
      other || wrong || (operation.name === 'Other' && { status: 501, code: 'NotImplemented' })
    const [text, headers] = refusal
      ? [errorOf(refusal.code).replace('no', refusal.message ?? 'no'), {}]
      : act(operation, url.searchParams, body)
    events.emit('changed')
    const nth = asked.filter((name) => name === operation.name).length
    if ((operation.name === hold || `${operation.name} ${nth}` === hold) && !isReleased) {
      events.emit('held')
      await released
    }
    response.on('error', () => {})
    response.writeHead(refusal ? refusal.status : operation.name.startsWith('Delete') ? 204 : 200, {
      'content-type': 'application/xml',
      ...headers,
    })
    response.end(text)
  })
  const empty = async () => {
    while (objects.size > 0 || uploads.size > 0 || versions.size > 0) await once(events, 'changed')
  }
  const release = () => {
    isReleased = true
    events.emit('released')
  }
  return { endpoint, asked, objects, uploads, versions, held, release, empty }
}

function nameOf(method: string, key: string, query: URLSearchParams): string {
  const isUpload = query.has('uploadId')
  if (key === '') {
    if (query.has('list-type')) return 'ListObjectsV2'
    return query.has('uploads') ? 'ListMultipartUploads' : 'Other'
  }
  switch (method) {
    case 'PUT':
      return isUpload ? 'UploadPart' : 'PutObject'
    case 'POST':
      return isUpload ? 'CompleteMultipartUpload' : 'CreateMultipartUpload'
    case 'DELETE':
      return isUpload ? 'AbortMultipartUpload' : query.has('versionId') ? 'DeleteVersion' : 'DeleteObject'
    default:
      return 'GetObject'
  }
}
