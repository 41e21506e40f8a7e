import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envFilePermissions } from '../../../src/doctor/checks/files/env-file-permissions.ts'
import { type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'
import { giveAway } from '../../rig/temporary-tree.ts'

const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const KEYS = `MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\n${SECRET}`

function look(mode: number, text = KEYS, setup: DoctorSetup = {}) {
  const context = doctorContext({ tree: { '.env.mlflow': text }, ...setup })
  chmodSync(join(context.hostContext.cwd, '.env.mlflow'), mode)
  return runOn(envFilePermissions, context)
}

describe('the permissions of a file', () => {
  it.each([
    [0o600, KEYS],
    [0o400, KEYS],
    [0o700, KEYS],
    [0o644, 'MLFLOW_TRACKING_URI=https://mlflow.example.com\n'],
    [0o644, 'MLFLOW_AWS_PROFILE=lab\nTOKENIZERS_PARALLELISM=false\nMAX_TOKENS=100\nKEY_ID=abc\n'],
    [0o644, 'MLFLOW_TRACKING_PASSWORD=\nMLFLOW_TRACKING_TOKEN=<your token>\nDB_URI=${OTHER}\n'],
    // A store of this machine.
  ])('are fine (%o)', async (mode, text) => {
    expect(await look(mode, text)).toMatchObject({ status: 'ok', remedy: '' })
  })

  it.each([
    [0o644, KEYS, 'every user of this machine can read MLFLOW_AWS_SECRET_ACCESS_KEY', 'chmod 600 .env.mlflow'],
    [0o640, KEYS, 'its group can read', 'chmod 600 .env.mlflow'],
    [0o666, KEYS, 'every user of this machine can write it', 'chmod 600 .env.mlflow'],
    [0o666, 'A=1\n', 'every user of this machine can write it', 'chmod o-w .env.mlflow'],
    [0o644, 'MLFLOW_TRACKING_TOKEN=abcdefgh\n', 'MLFLOW_TRACKING_TOKEN', 'chmod 600 .env.mlflow'],
    [0o644, 'DATABASE_URL=postgresql://u:pw@h/d\n', 'DATABASE_URL', 'chmod 600 .env.mlflow'],
  ])('are warned of (%o)', async (mode, text, found, remedy) => {
    const outcome = await look(mode, text)
    expect(outcome).toMatchObject({ status: 'warn', found: expect.stringContaining(found), remedy })
  })

  it('may be those of a service, whose administrator gives the file to a group', async () => {
    const context = doctorContext({ tree: { '.env.mlflow': KEYS } })
    const path = join(context.hostContext.cwd, '.env.mlflow')
    const { uid } = giveAway(path)
    const ofService = { ...context, hostContext: { ...context.hostContext, uid } }
    chmodSync(path, 0o640)
    expect(await runOn(envFilePermissions, ofService)).toMatchObject({ status: 'ok' })
    chmodSync(path, 0o644)
    expect(await runOn(envFilePermissions, ofService)).toMatchObject({
      status: 'warn',
      remedy: 'sudo chmod o-rwx .env.mlflow',
    })
  })
})
