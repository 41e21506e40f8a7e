import { connect } from 'node:net'

/** How long a connection attempt may take, in milliseconds. On loopback an answer comes at once. */
const PATIENCE = 200

/** Whether anything accepts connections on a port of this machine, on either loopback address. */
export async function isListening(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, port)))
  return answers.includes(true)
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PATIENCE, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
