// All that the demo is made of: the store, the shell, the project.
import { type Scene, show, type Typed, type } from '../scene.ts'

/** @returns the project's .env as it was shown */
export async function inputs(scene: Scene): Promise<Typed> {
  const { page, place } = scene
  const { global, mlflow } = place.store
  page.title('Two AWS accounts on one machine')
  page.line(
    'All of this runs now, on this machine. Only the form is changed: long lines are wrapped, a word that is longer ' +
      'than a line ends in …, secrets are masked, and key ids are cut to their last four. Where lines are left out, ' +
      'it says how many.',
  )
  page.remark(`An S3 store (SeaweedFS) at ${place.store.endpoint} with two accounts:`)
  page.line(`  global  key ${global.keyId}  may use main-bucket only, for the day job`)
  page.line(`  mlflow  key ${mlflow.keyId}  may use mlflow-bucket only, for this project`)

  page.remark('The shell is full of the account for the day job:')
  await show(scene, 'env | sort', { first: 40 })
  page.remark('The project names its own account and its own bucket:')
  const env = await show(scene, 'cat .env')
  page.remark(
    'Its scripts know nothing of the launcher. They are in demo/project/ and examples/ of this repository. ' +
      'This is what train.py says about AWS:',
  )
  await type(scene, 'wc -l *.py')
  await type(scene, `grep -nE 'load_dotenv\\(|S3_BUCKET|artifact_location' train.py`)
  return env
}
