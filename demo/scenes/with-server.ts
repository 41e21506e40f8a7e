// Two accounts in one process: the script reads with the shell's account, and a private server writes with the project's.
import { getObject, listObjects } from '../../test/rig/s3.ts'
import { MEASUREMENTS } from '../machine.ts'
import { MLFLOW_LOG } from '../mlflow-log.ts'
import { type Scene, type } from '../scene.ts'

export async function withServer(scene: Scene): Promise<void> {
  const { findings, page, place } = scene
  page.title('Both accounts in one script')
  page.line(
    "It reads the day job's data and logs to the project. --with-server starts a server with the project's account " +
      'for this one command.',
  )
  const command = `python two_accounts.py s3://main-bucket/${MEASUREMENTS}`
  const { status, output } = await type(scene, `with-mlflow-env --with-server ${command}`, {
    first: 30,
    without: MLFLOW_LOG,
  })

  const { objects } = await listObjects(place.store, place.store.mlflow, 'mlflow-bucket')
  const key = Object.keys(objects).find((name) => name.endsWith('/summary.txt')) ?? 'no summary.txt'
  const summary = (await getObject(place.store, place.store.mlflow, 'mlflow-bucket', key)).content.toString().trim()
  findings.add(
    'after',
    '--with-server: reads one, writes other',
    status === 0 && summary === '3 values from main-bucket',
    summary.split(' from')[0] ?? '',
  )
  const url = / is ready at (\S+)/.exec(output)?.[1] ?? 'http://127.0.0.1:1'
  const answers = await fetch(`${url}/health`).then(
    () => true,
    () => false,
  )
  findings.add('after', 'its server has ended with it', !answers, answers ? 'it still answers' : 'nothing answers')
}
