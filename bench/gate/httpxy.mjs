// A public package as its README starts it. It is given the port of the upstream, and prints its own.
import { createServer } from 'node:http'
import { createProxyServer } from 'httpxy'

const proxy = createProxyServer({ target: `http://127.0.0.1:${process.argv[2]}` })
proxy.on('error', (_error, _request, response) => response?.destroy())

const server = createServer((request, response) => proxy.web(request, response))
server.listen(0, '127.0.0.1', 4096, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  process.stdout.write(`${port}\n`)
})
