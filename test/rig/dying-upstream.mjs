// An upstream that ends itself as by SIGKILL, or stops, at the point that a request's path names: `/…/die/POINT`.
// Its argument is the port.
import { createServer } from 'node:net'

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'

/** What it writes before it ends. */
const BEFORE_END = {
  'after-head': '',
  'in-information': 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n',
  'in-head': `${OK}Content-Le`,
  'in-length': `${OK}Content-Length: 100\r\n\r\nhello`,
  'before-length': `${OK}Content-Length: 100\r\n\r\n`,
  'in-chunks': `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
  'before-last-chunk': `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n`,
  'after-answer': `${OK}Content-Length: 5\r\n\r\nhello`,
}

const server = createServer((socket) => {
  socket.on('error', () => {})
  let head = ''
  socket.setEncoding('latin1')
  socket.on('data', (data) => {
    head += data
    const [, point] = /^\S+ \S*\/die\/([a-z-]+)/.exec(head) ?? []
    if (point === undefined || !head.includes('\r\n\r\n')) return
    if (point === 'stop') process.kill(process.pid, 'SIGSTOP')
    else if (point === 'in-request') {
      if (head.length > 100_000) end()
    } else if (BEFORE_END[point] === '') end()
    else socket.write(BEFORE_END[point], end)
  })
})
// Node accepts a connection before it tells of it: this is the earliest point at which one can end.
if (process.argv[3] === 'at-once') server.on('connection', end)
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('listens\n'))

function end() {
  process.kill(process.pid, 'SIGKILL')
}
