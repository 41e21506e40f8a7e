import { describe, expect, it } from 'vitest'
import type { DoctorCheck } from '../../../src/doctor/check.ts'
import { artifactMode } from '../../../src/doctor/checks/server/artifact-mode.ts'
import { artifactRoundTrip } from '../../../src/doctor/checks/server/artifact-round-trip.ts'
import { experimentLocation } from '../../../src/doctor/checks/server/experiment-location.ts'
import { checkProject, type DoctorSetup } from '../../rig/doctor.ts'
import { answered, KEYS, PROXIED, place, serverSetup } from '../../rig/tracking-answers.ts'

const LOCAL = 'http://127.0.0.1:5000'
const S3 = place('s3://lab-bucket/runs/0')
const DISK = place('/no-such-folder/mlruns/0')
const HERE = place('file:///tmp/x/0')
const NONE = { session: { finding: { kind: 'none', reason: '' } } }
const inUse = (location: string, more = {}) => place(location, { name: 'mine', id: '7', ...more })

const check = (one: DoctorCheck, server: Record<string, unknown>, more: DoctorSetup = {}, uri = 'http://ml.lab') => {
  const { tree, answers } = serverSetup(answered(server), uri, more.tree)
  return checkProject(one, { ...more, tree: tree ?? {}, answers: { ...answers, ...more.answers } })
}
const WITH_KEYS = { tree: { '.env': `MLFLOW_TRACKING_URI=http://ml.lab\n${KEYS}` } }
const WITHOUT_BOTO3 = { installation: { versions: { 'mlflow-skinny': '3.17.2' } } }

describe('the way of artifacts', () => {
  it.each<[string, Record<string, unknown>, DoctorSetup, string, string]>([
    ['through the server', {}, {}, 'ok', 'through the server'],
    ['through the server without boto3', {}, WITHOUT_BOTO3, 'ok', 'through the server'],
    ['through the server that serves none', { artifacts: { step: 'list', status: 503 } }, {}, 'fail', '503'],
    ['direct with keys', { default: S3, newest: S3 }, WITH_KEYS, 'ok', 's3://lab-bucket themselves'],
    ['direct without keys', { default: S3, newest: S3 }, { answers: NONE }, 'fail', 'this project has no credentials'],
    ['direct without boto3', { default: S3, newest: S3 }, WITHOUT_BOTO3, 'fail', 'boto3 is not installed'],
    ["direct to what is not AWS's", { default: place('gs://b/0'), newest: null }, {}, 'ok', 'gs://b themselves'],
    ['on the disk of another machine', { default: DISK, newest: DISK }, {}, 'fail', 'a disk of its own'],
    ['of an old experiment', { default: S3, newest: PROXIED }, { answers: NONE }, 'ok', 'through the server'],
    [
      'of one that still goes through it',
      { used: inUse('mlflow-artifacts:/7'), newest: S3 },
      { answers: NONE },
      'ok',
      'through',
    ],
    ['of an empty server', { default: null, newest: null }, {}, 'skip', 'no experiment yet'],
  ])('%s', async (_, server, more, status, found) => {
    expect(await check(artifactMode, server, more)).toMatchObject({ status, found: expect.stringContaining(found) })
  })

  it.each([
    [HERE, 'ok', '/tmp/x'],
    [DISK, 'fail', "there is no '/no-such-folder' here: the server is in a container"],
  ])("on this machine's disk", async (where, status, found) => {
    const outcome = await check(artifactMode, { default: where, newest: where }, {}, LOCAL)
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
  })

  it('names the command for boto3', async () => {
    const { remedy } = await check(artifactMode, { default: S3, newest: S3 }, WITHOUT_BOTO3)
    expect(remedy).toContain(
      '/usr/bin/python3 -m pip install boto3; or start the server with --artifact-root s3://lab-bucket',
    )
  })
})

describe('the experiment', () => {
  it.each<[string, Record<string, unknown>, DoctorSetup, string, string]>([
    ['that is as the server', { used: inUse('mlflow-artifacts:/7') }, {}, 'ok', "'mine' keeps its artifacts"],
    ['that is new', { used: { isNew: true, name: 'new' } }, {}, 'ok', "'new' will be created"],
    ['that is missing', { used: { isMissing: true, id: '9' } }, {}, 'fail', "no experiment with the id '9'"],
    ['that is deleted', { used: inUse('mlflow-artifacts:/7', { isDeleted: true }) }, {}, 'fail', "'mine' is deleted"],
    [
      'with the id of another',
      { used: inUse('mlflow-artifacts:/7', { isOther: true }) },
      {},
      'fail',
      'is not the id of',
    ],
    [
      'that bypasses the server with keys',
      { used: inUse('s3://old/7') },
      WITH_KEYS,
      'warn',
      "'mine' bypasses the server: clients reach s3://old",
    ],
    ['that bypasses the server without', { used: inUse('s3://old/7') }, { answers: NONE }, 'fail', 'no credentials'],
    ['that is on another disk', { used: inUse('./mlruns/7') }, {}, 'fail', 'a disk of its own'],
    ['of a direct server', { used: inUse('s3://b/7'), default: S3, newest: S3 }, WITH_KEYS, 'ok', 'as the server does'],
    ['Default, old, without keys', { default: S3 }, { answers: NONE }, 'warn', 'if a run names no other'],
    ['Default, old, with keys', { default: S3 }, WITH_KEYS, 'ok', 'if a run names no other'],
    [
      'old ones that nobody uses',
      { others: { count: 2, of: 5, sample: 'old' } },
      {},
      'ok',
      "2 of 5 bypass the server, such as 'old'",
    ],
  ])('%s', async (_, server, more, status, found) => {
    const outcome = await check(experimentLocation, server, more)
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
    expect(outcome.remedy === '').toBe(status === 'ok')
  })

  it('is not Default if a script names one', async () => {
    const tree = { 'train.py': "import mlflow\nmlflow.set_experiment('mine')\n" }
    expect(await check(experimentLocation, { default: S3 }, { tree, answers: NONE })).toMatchObject({ status: 'ok' })
  })
})

describe('the round trip', () => {
  const trip = (more: Record<string, unknown>) => ({
    artifacts: { mayDelete: true, left: null, kind: 'status', ...more },
  })
  it.each<[Record<string, unknown>, string, string, string]>([
    [{ artifacts: null }, 'skip', 'do not go through', ''],
    [trip({ step: null }), 'ok', 'written, read and deleted', ''],
    [trip({ step: null, mayDelete: false }), 'skip', 'not tried', ''],
    [trip({ step: 'list', status: 503 }), 'skip', "(see 'artifact-mode')", ''],
    [
      trip({ step: 'put', status: 500 }),
      'fail',
      'cannot write an artifact (HTTP 500)',
      "the server's log has its store's answer",
    ],
    [trip({ step: 'list', status: 500 }), 'fail', 'cannot list an artifact (HTTP 500)', "the server's log"],
    [trip({ step: 'put', status: 413 }), 'fail', 'HTTP 413', 'raise the limit for uploads'],
    [trip({ step: 'put', status: 404 }), 'fail', 'HTTP 404', '/api/2.0/mlflow-artifacts/'],
    [
      trip({ step: 'put', status: 0, kind: 'timeout', reason: 'no answer in time', left: 'x' }),
      'fail',
      "'x' may still be in its store",
      'reaches its store',
    ],
    [trip({ step: 'get', kind: 'bytes', status: 200 }), 'fail', 'other contents', 'proxy that changes files'],
    [
      trip({ step: 'delete', status: 500, left: 'x' }),
      'warn',
      "'x' may still be",
      "s3:DeleteObject in its store, and delete 'x' there",
    ],
    [trip({ step: 'put', status: 403 }), 'skip', 'its own experiments', ''],
    [
      { ...trip({ step: 'put', status: 403 }), used: inUse('mlflow-artifacts:/7') },
      'fail',
      'HTTP 403',
      'ask for the permission',
    ],
  ])('%o is %s', async (server, status, found, remedy) => {
    const outcome = await check(artifactRoundTrip, server)
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
    expect(outcome.remedy).toContain(remedy)
  })
})
