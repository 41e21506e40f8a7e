// A slip of the kind that costs an afternoon, and the doctor's answer.
import { type Scene, type } from '../scene.ts'
import type { Excerpt } from '../terminal/excerpt.ts'

const SHOWN = /^ {2}(?:fail|warn)\b/
/** Without what is well: what fails, with its remedy, and the totals. */
const NOT_OK: Excerpt = {
  without: {
    isOne: (line, previous) => !(SHOWN.test(line) || (/^ +->/.test(line) && SHOWN.test(previous)) || /^\d/.test(line)),
    name: 'ok or skipped',
  },
}
const SLIP = 'MLFLOW_AWS_ACESS_KEY_ID'
const RIGHT = 'MLFLOW_AWS_ACCESS_KEY_ID'

export async function brokenSetting(scene: Scene): Promise<void> {
  const { findings, page } = scene
  page.title('A letter is missing: the doctor says which')
  await type(scene, `sed -i s/${RIGHT}/${SLIP}/ .env.mlflow`)
  const { status, output } = await type(scene, 'with-mlflow-env doctor', NOT_OK)
  const place = /\.env\.mlflow:\d+/.exec(output)?.[0] ?? 'no line'
  const names = /^ {2}fail\b/m.test(output) && output.includes(SLIP) && output.includes(RIGHT)
  findings.add(
    'after',
    'doctor names a misspelt setting',
    status === 1 && names && place !== 'no line',
    `${place}, exit ${status}`,
  )
  await type(scene, `sed -i s/${SLIP}/${RIGHT}/ .env.mlflow`)
}
