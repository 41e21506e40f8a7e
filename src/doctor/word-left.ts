import { COMMAND_NAME, formatUri, printable, quoteValue } from '../model/format.ts'
import type { DoctorContext } from './context.ts'
import type { Left } from './left.ts'
import type { ProbePart } from './probe-parts.ts'

/** What it is, and the command that removes it. */
export interface LeftWording {
  readonly found: string
  readonly where: string
  readonly remedy: string
}

export function wordLeft({ what, name }: Left, { root, run }: Pick<DoctorContext, 'root' | 'run'>): LeftWording {
  const { endpoint, trackingUri } = run.configuration ?? {}
  const shown = printable(name)
  if (what === 'artifact') {
    const uri = formatUri(trackingUri?.value ?? '').replace(/\/+$/, '')
    return {
      found: `the doctor's own artifact may be left on the server: ${quoteValue(name)}`,
      where: uri,
      remedy: `curl -X DELETE ${uri}/api/2.0/mlflow-artifacts/artifacts/${shown}, with the server's login`,
    }
  }
  const bucket = printable(root?.bucket ?? '')
  const options = endpoint ? ` --endpoint-url ${formatUri(endpoint.value)}` : ''
  const uri = formatUri(`s3://${bucket}/${name}`)
  if (what === 'object') {
    const remedy = `${COMMAND_NAME} aws s3 rm ${uri}${options}`
    return { found: `the doctor's own object is left: ${uri}`, where: uri, remedy }
  }
  return {
    found: `the doctor's own upload is left unfinished: ${uri}`,
    where: uri,
    remedy: `${COMMAND_NAME} aws s3api list-multipart-uploads --bucket ${bucket} --prefix ${shown}${options} tells its id for abort-multipart-upload`,
  }
}

/** The check that names what a part has left. */
export const LEFT_OWNERS: Readonly<Partial<Record<ProbePart, string>>> = {
  objects: 'delete-object',
  server: 'artifact-round-trip',
}
