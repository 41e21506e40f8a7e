// A server that listens, and has no time for another connection.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyBuild } from '../rig/builds.ts'
import { pythonBin } from '../rig/paths.ts'
import { lines, PROJECT_KEYS } from '../rig/project.ts'
import { RunningProcess } from '../rig/running-process.ts'
import { temporaryProject } from '../rig/temporary-project.ts'

/** It accepts nothing, and its own connections fill the queue, so that the system answers no other one. */
const BUSY = `
import socket, sys
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(0)
clients = [socket.socket() for _ in range(4)]
for client in clients:
    client.setblocking(False)
    client.connect_ex(server.getsockname())
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`
let server: RunningProcess
let port = ''

beforeAll(async () => {
  server = new RunningProcess(spawn(join(pythonBin, 'python'), ['-c', BUSY], { stdio: ['pipe', 'pipe', 'inherit'] }))
  port = await server.line()
})
afterAll(async () => {
  server.child.stdin?.end()
  await server.exited
})

everyBuild((build) => {
  it('is not said to be missing', async () => {
    const project = temporaryProject({ '.env': lines(PROJECT_KEYS) }, build)
    const env = { MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}` }
    const { status, stderr } = await project.run(['true'], { env })
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('nothing listens')])
  })
})
