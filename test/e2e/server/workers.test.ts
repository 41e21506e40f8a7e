// Several workers, whichever process is killed: the server goes on, and nothing of it is left at its end. What the
// processes of MLflow's jobs do is in start.test.ts and stop.test.ts, whose servers have them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { Project } from '../../rig/project.ts'
import { goesOn, replaced } from '../../rig/survival.ts'

const WORKER = /multiprocessing\.spawn /

const project = new Project()
let server: ManagedServer

beforeAll(() => giveDatabase(project.path('mlflow.db')))
afterEach(() => server.close())
afterAll(() => project.remove())

describe('a server with several workers', () => {
  it("replaces all of them if one is killed and the other one hangs, and ends if uvicorn's first process is killed", async () => {
    server = new ManagedServer(project, ['server', '--port', '0', '--workers', '2'], WITHOUT_JOBS)
    const url = await server.url()
    const [killed = 0, hung = 0] = server.members(WORKER)
    process.kill(killed, 'SIGKILL')
    process.kill(hung, 'SIGSTOP')
    await replaced(server, WORKER, [killed, hung], 2)
    await goesOn(server, url)
    process.kill(server.member(/ -m uvicorn /), 'SIGKILL')
    const { status, signal, stderr } = await server.ended
    expect({ status, signal }).toEqual({ status: 1, signal: null })
    expect(stderr).toMatch(/^with-mlflow-env: error: MLflow \S+ exited unexpectedly, with status 0\n {2} *\S/m)
    expect(server.family()).toEqual([])
  })
})
