// A client in a process of its own: `client.mjs upload|download|rate|slow NUMBER [SECONDS]`, with the address and the key
// in the environment, so that no key is in a list of processes. It prints one line of JSON.
import { request } from 'node:http'
import { connect } from 'node:net'
import { readBytes, writeBytes } from './transfer.mjs'

const { GATE_URL = '', GATE_KEY = '' } = process.env
const [what = '', first = '', second = ''] = process.argv.slice(2)
const file = '/api/2.0/mlflow-artifacts/artifacts/1/file'
const authorization = `Bearer ${GATE_KEY}`

const actions = {
  /** Seconds for a body of so many bytes. */
  async upload(bytes) {
    const began = performance.now()
    const sent = request(GATE_URL + file, {
      method: 'PUT',
      headers: { authorization, 'content-length': bytes },
      agent: false,
    })
    const answer = answerTo(sent)
    writeBytes(sent, bytes)
    await check(await answer, 200)
    return (performance.now() - began) / 1000
  },
  /** Seconds for an answer of so many bytes. */
  async download(bytes) {
    const began = performance.now()
    const sent = request(`${GATE_URL}${file}?bytes=${bytes}`, { headers: { authorization }, agent: false }).end()
    const read = await check(await answerTo(sent), 200)
    if (read !== bytes) throw new Error(`${read} bytes instead of ${bytes}`)
    return (performance.now() - began) / 1000
  },
  /** Requests in a second, on so many connections that each ask again when they are answered. */
  rate: (connections, seconds) => measureRate(connections, seconds),
  /** So many downloads that are read slowly, until standard input ends. */
  slow: (connections) => holdSlow(connections),
}

function answerTo(sent) {
  return new Promise((resolve, reject) => sent.on('response', resolve).on('error', reject))
}

async function check(answer, status) {
  const bytes = await readBytes(answer)
  if (answer.statusCode !== status) throw new Error(`status ${answer.statusCode}`)
  return bytes
}

function head(path) {
  const { host, pathname } = new URL(GATE_URL)
  return `GET ${pathname}${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\nAccept: */*\r\n\r\n`
}

/** Sockets instead of `node:http`: the client should not be what is measured. */
async function measureRate(connections, seconds) {
  const { port } = new URL(GATE_URL)
  const text = head('/api/2.0/mlflow/runs/get?run_id=a')
  let answered = 0
  let isOver = false
  const sockets = new Set()
  const open = () => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
    sockets.add(socket)
    let answer = ''
    let isLast = false
    socket.setEncoding('latin1')
    socket.on('error', fail)
    socket.on('close', () => {
      sockets.delete(socket)
      if (isOver) return
      if (isLast) open()
      else fail(new Error('a connection was closed'))
    })
    socket.on('connect', () => socket.write(text))
    socket.on('data', (data) => {
      answer += data
      const end = answer.indexOf('\r\n\r\n')
      if (end === -1) return
      const length = Number(/^content-length: (\d+)\r$/im.exec(answer)?.[1])
      if (answer.length < end + 4 + length) return
      if (!answer.startsWith('HTTP/1.1 200 ')) fail(new Error(answer))
      isLast = /^connection: close\r$/im.test(answer)
      answer = ''
      answered++
      if (isLast) socket.end()
      else if (!isOver) socket.write(text)
    })
  }
  for (let at = 0; at < connections; at++) open()
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  // Connections are made, and code is compiled.
  await wait(1000)
  const [before, began] = [answered, performance.now()]
  await wait(seconds * 1000)
  const rate = (answered - before) / ((performance.now() - began) / 1000)
  isOver = true
  for (const socket of sockets) socket.destroy()
  return rate
}

/** How often a slow client reads a piece, in milliseconds. */
const PAUSE_MS = 1000

async function holdSlow(connections) {
  const { port } = new URL(GATE_URL)
  const text = head(`${file}?bytes=${2 ** 30}`)
  const sockets = Array.from({ length: connections }, () => connect({ port: Number(port), host: '127.0.0.1' }))
  const begun = sockets.map((socket, at) => {
    socket.on('error', fail)
    socket.write(text)
    socket.on('data', () => socket.pause())
    setTimeout(() => setInterval(() => socket.resume(), PAUSE_MS), (at / connections) * PAUSE_MS)
    return new Promise((resolve) => socket.once('data', resolve))
  })
  await Promise.all(begun)
  process.stdout.write('begun\n')
  await new Promise((resolve) => process.stdin.on('end', resolve).resume())
  process.exit()
}

function fail(error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

try {
  const result = await actions[what](Number(first), Number(second))
  process.stdout.write(`${JSON.stringify(result)}\n`)
} catch (error) {
  fail(error)
}
