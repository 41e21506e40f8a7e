// An S3 store that has one rule only, for what SeaweedFS does not do; and the check of the bucket, run against it.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Response, runCheckScript } from './check-worker.ts'

export const LIST =
  '<ListBucketResult><Name>b</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>'
export const errorOf = (code: string, more = '') => `<Error><Code>${code}</Code><Message>no</Message>${more}</Error>`

/** Starts a store. @returns its address */
export async function startStandIn(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  const port = await listen(server)
  onTestFinished(() => server.closeAllConnections())
  return `http://127.0.0.1:${port}`
}

/** A store with one answer for everything. */
export function answerWith(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  return startStandIn((request: IncomingMessage, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers })
    response.end(request.method === 'HEAD' ? '' : body)
  })
}

/** What listens and speaks no HTTP, or not to the end. @returns its port */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer((socket) => {
    // The client hangs up as it likes.
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
    onConnection(socket)
  })
  return listen(server)
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What the check of the bucket `b` says with real boto3: all of its responses but the last, which says that it is done. */
export async function askForBucket(
  env: Readonly<Record<string, string>>,
  { prefix = 'x/y', seconds = 1 } = {},
): Promise<readonly Response[]> {
  const own = {
    ...{ PATH: '/usr/bin:/bin', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIAPROJECTPROJECT01', AWS_SECRET_ACCESS_KEY: 'a-5eCr3t-of-the-project' },
    ...{ AWS_DEFAULT_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' },
  }
  return runCheckScript('check_bucket', { env: { ...own, ...env }, args: ['b', prefix, String(seconds)] })
}
