import { describe, expect, it } from 'vitest'
import { runStore } from '../../../src/doctor/checks/server/run-store.ts'
import { checkProject } from '../../rig/doctor.ts'

const look = (env: string, mlflow = '3.17.2', more: Readonly<Record<string, string>> = {}) =>
  checkProject(runStore, {
    tree: { '.env': `${env}\n`, 'notes.txt': 'no database', 'there/x': '' },
    env: more,
    installation: { versions: { mlflow } },
  })

describe('the store of runs', () => {
  it.each([
    ['./mlruns', '3.17.2', 'fail', 'which MLflow 3.17.2 refuses', 'use a database, such as sqlite:///mlflow.db'],
    ['file:///tmp/mlruns', '3.13.0', 'fail', 'which MLflow 3.13.0 refuses', 'MLFLOW_ALLOW_FILE_STORE=true'],
    ['./mlruns', '3.12.0', 'ok', 'in a directory', ''],
    ['sqlite:///gone/mlflow.db', '3.7.0', 'warn', "there is no directory 'gone': MLflow makes it", 'mkdir -p gone'],
    [
      'sqlite:///gone/mlflow.db',
      '3.0.0',
      'fail',
      "there is no directory 'gone' for",
      'mkdir -p gone, or correct the path',
    ],
    ['sqlite:///notes.txt/mlflow.db', '3.17.2', 'fail', 'not a directory', 'correct the path'],
    ['sqlite:///notes.txt', '3.17.2', 'fail', 'not a SQLite database', 'use another file'],
    ['sqlite:///mlflow.db', '3.17.2', 'ok', "creates the database 'mlflow.db'", ''],
    ['sqlite:///there/mlflow.db', '3.0.0', 'ok', "creates the database 'there/mlflow.db'", ''],
    ['http://ml.lab:5000', '3.17.2', 'skip', 'by a server', ''],
    ['postgresql://u:hunter2@h/d', '3.17.2', 'skip', 'by a server', ''],
    ['localhost:5000', '3.17.2', 'skip', 'by a server', ''],
  ])('%s with MLflow %s: %s', async (uri, version, status, found, remedy) => {
    for (const [name, other] of [
      ['MLFLOW_TRACKING_URI', ''],
      ['MLFLOW_BACKEND_STORE_URI', 'MLFLOW_TRACKING_URI=http://ml.lab\n'],
    ]) {
      if (other && uri === 'localhost:5000') continue
      const outcome = await look(`${other}${name}=${uri}`, version)
      expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
      expect(outcome.remedy).toContain(remedy)
      expect(JSON.stringify({ ...outcome, check: null })).not.toContain('hunter2')
    }
  })

  it('may be a directory if MLflow is told so', async () => {
    const allowed = { MLFLOW_ALLOW_FILE_STORE: 'true' }
    expect(await look('MLFLOW_TRACKING_URI=./mlruns', '3.17.2', allowed)).toMatchObject({ status: 'ok' })
  })

  it('of a private server is not the tracking URI', async () => {
    const tree = { '.env': 'MLFLOW_TRACKING_URI=./mlruns\n' }
    expect(await checkProject(runStore, { tree, words: ['--with-server'] })).toMatchObject({ status: 'skip' })
  })
})
