// The least that a reverse proxy can be: no key, no rules, no log. It is given the port of the upstream, and prints its own.
import { createServer, request as send } from 'node:http'

const upstream = { host: '127.0.0.1', port: Number(process.argv[2]) }

const server = createServer((request, response) => {
  const { method, url, headers } = request
  const forwarded = send({ ...upstream, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  forwarded.on('error', () => response.destroy())
  response.on('close', () => forwarded.destroy())
  request.pipe(forwarded)
})
server.listen(0, '127.0.0.1', 4096, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  process.stdout.write(`${port}\n`)
})
