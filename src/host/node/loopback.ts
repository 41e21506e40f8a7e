import process from 'node:process'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200
const LOCALHOST = ['127.0.0.1', '::1']

export async function isListening(port: number, address: string | null): Promise<boolean> {
  const addresses = address === null ? LOCALHOST : [address]
  const answers = await Promise.all(addresses.map((each) => accepts(each, port)))
  return answers.includes(true)
}

function accepts(host: string, port: number): Promise<boolean> {
  const { connect } = process.getBuiltinModule('node:net')
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    // The system refuses at once if nothing listens: one that does not answer is busy.
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => end(true))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
