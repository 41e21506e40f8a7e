// What is feared: the shell's variables win over .env, and nobody is told.
import { getObject, listObjects } from '../../test/rig/s3.ts'
import { MLFLOW_LOG } from '../mlflow-log.ts'
import { type Scene, type Typed, type } from '../scene.ts'

export async function wrongBucket(scene: Scene): Promise<Typed> {
  const { findings, page, place } = scene
  page.title('Before: it works, and the model is in the wrong bucket')
  page.line('load_dotenv() sets nothing that the shell has already: keys and bucket are those of the day job.')
  // MLflow tells on its first start how it creates a database.
  const trained = await type(scene, 'python train.py; echo "exit status: $?"', { without: MLFLOW_LOG })

  const main = await listObjects(place.store, place.store.global, 'main-bucket')
  const own = await listObjects(place.store, place.store.mlflow, 'mlflow-bucket')
  const key = Object.keys(main.objects).find((name) => name.endsWith('/MLmodel')) ?? 'no MLmodel'
  const model = (await getObject(place.store, place.store.global, 'main-bucket', key)).content
  findings.add(
    'before',
    'python train.py ends without an error',
    trained.output.includes('exit status: 0'),
    trained.output.trimEnd().split('\n').at(-1) ?? '',
  )
  findings.add('before', 'its model is in main-bucket', model.includes('model_id: '), `MLmodel, ${model.length} bytes`)
  const count = Object.keys(own.objects).length
  findings.add('before', 'nothing is in mlflow-bucket', own.code === 'OK' && count === 0, `${count} objects`)
  return trained
}
