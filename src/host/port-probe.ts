import { host } from './index.ts'

/** On loopback an answer comes at once. */
const CONNECT_TIMEOUT_MS = 200

/** Whether anything accepts connections on a port of this machine, on either loopback address. */
export async function isListening(port: number): Promise<boolean> {
  const answers = await Promise.all([
    host.connects('127.0.0.1', port, CONNECT_TIMEOUT_MS),
    host.connects('::1', port, CONNECT_TIMEOUT_MS),
  ])
  return answers.includes(true)
}
