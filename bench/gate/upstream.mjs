// Stands for MLflow: it takes bodies of any length, gives as many bytes as `?bytes=` says, and answers a line of JSON to
// all else. It prints its port.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { readBytes } from './transfer.mjs'

const piece = randomBytes(65_536)
const small = JSON.stringify({ run: { info: { run_id: 'a'.repeat(32), status: 'RUNNING' }, data: { tags: [] } } })

const server = createServer((request, response) => {
  const bytes = Number(new URL(request.url ?? '', 'http://a').searchParams.get('bytes') ?? Number.NaN)
  if (request.method !== 'GET') answerBody(request, response)
  else if (Number.isNaN(bytes)) answerSmall(response)
  else sendBytes(response, bytes)
})
// A benchmark that leaves a connection idle is not to find it closed.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', 4096, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  process.stdout.write(`${port}\n`)
})

function answerSmall(response) {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': small.length })
  response.end(small)
}

async function answerBody(request, response) {
  const bytes = await readBytes(request)
  response.end(JSON.stringify({ bytes }))
}

function sendBytes(response, bytes) {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes })
  let left = bytes
  const write = () => {
    while (left > 0) {
      const part = left < piece.length ? piece.subarray(0, left) : piece
      left -= part.length
      if (!response.write(part)) return
    }
    response.end()
  }
  response.on('drain', write)
  write()
}
