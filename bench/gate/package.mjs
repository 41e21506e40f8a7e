// A public package as its README starts it. It is given the port of the upstream and the package, and prints its own port.
import { createServer } from 'node:http'

const [upstream = '', name = ''] = process.argv.slice(2)
// By a variable: the package is there when the benchmark runs, and not when types are checked.
const { createProxyServer } = await import(name)
const proxy = createProxyServer({ target: `http://127.0.0.1:${upstream}` })
proxy.on('error', (_error, _request, response) => response?.destroy())

const server = createServer((request, response) => proxy.web(request, response))
server.listen(0, '127.0.0.1', 4096, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  process.stdout.write(`${port}\n`)
})
