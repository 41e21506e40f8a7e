// The picture at the top of the README: what the demo's commands printed, in two terminal windows.
import type { DeveloperMachine } from '../../test/rig/developer-machine.ts'
import { MLFLOW_LOG } from '../mlflow-log.ts'
import type { Typed } from '../scene.ts'
import type { Told } from '../story.ts'
import { normalise } from './normalise.ts'
import { STYLE } from './styles.ts'
import { drawWindow, escapeXml, type Look, type Session } from './window.ts'

const WIDTH = 800
const GAP = 16

const BEFORE = "no error, but the shell's AWS_* win over .env: the wrong bucket"
const AFTER = "the same script, with the project's account"

export function drawBeforeAndAfter(
  { env, before, after }: Told & { readonly before: Typed },
  place: DeveloperMachine,
): string {
  const session = (
    heading: Session['heading'],
    typed: readonly Told['env'][],
    look: Look,
    bucket: string,
    note: string,
  ): Session => ({
    heading,
    commands: typed.map(({ line, output }) => ({ line, output: lines(output, place) })),
    mark: { pattern: new RegExp(`(?<=saved in )s3://${bucket}\\b`), look, note },
  })
  const sessions = [
    session({ word: 'Before', text: BEFORE }, [env, before], 'bad', 'main-bucket', 'the wrong account'),
    session({ word: 'After', text: AFTER }, [after], 'good', 'mlflow-bucket', "the project's account"),
  ] as const
  const first = drawWindow(sessions[0], WIDTH, 0)
  const top = first.height + GAP
  const second = drawWindow(sessions[1], WIDTH, top)
  const height = top + second.height
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">python train.py, before and after with-mlflow-env</title>`,
    `<desc id="desc">${escapeXml(describe(sessions[0]))}\n${escapeXml(describe(sessions[1]))}</desc>`,
    `<style>${STYLE}</style>`,
    first.svg,
    second.svg,
    '</svg>\n',
  ].join('\n')
}

/** In words, for those who do not see it. */
function describe({ heading: { word, text }, commands }: Session): string {
  const shown = commands.flatMap(({ line, output }) => [`$ ${line}`, ...output])
  return [`${word}: ${text}.`, ...shown].join('\n')
}

/** Without what MLflow says of itself. */
function lines(output: string, place: DeveloperMachine): string[] {
  return normalise(output, place)
    .trimEnd()
    .split('\n')
    .filter((line) => !MLFLOW_LOG.isOne(line) && !/^\p{Emoji_Presentation}/u.test(line))
}
