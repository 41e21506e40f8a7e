import { formatOrigin, formatSource, formatUri } from '../../../model/format.ts'
import { find } from '../../../model/source.ts'
import { type CheckResult, fail, skip } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { type CutRoot, findCutRoot, ROOT_VARIABLES } from '../../store-root.ts'
import { because } from './because.ts'

/** Why a check of the store does not ask it; null if it does, or if a run would be refused, which the probe says. */
export function whyNotAsked({ run, root }: DoctorContext, id: string): CheckResult | null {
  const { configuration } = run
  if (!configuration) return null
  const cut = root ? null : findCutRoot(configuration.sources)
  if (cut) return id === 'bucket' ? explainCut(cut) : because('bucket')
  const [named] = ROOT_VARIABLES.flatMap((name) => {
    const found = find(configuration.sources, name)
    return found ? [{ name, ...found }] : []
  })
  if (!root && named) return skip(`${named.name} is ${formatUri(named.value)}, which is not on S3`)
  if (!root) return skip('the project names no artifact root on S3')
  if (configuration.options.keepAws) {
    return skip("the command keeps the shell's AWS account (--keep-aws), so its artifacts go through the server")
  }
  return null
}

/** As MLflow 3.17 does, for every experiment and run. */
function explainCut({ variable, origin, rest, character }: CutRoot): CheckResult {
  const found = `${variable} has a '${character}', and MLflow drops it and what follows: artifacts go to ${formatUri(rest)}`
  return fail(
    found,
    formatOrigin(origin),
    `write it without '${character}': ${variable}=${formatUri(rest)}… in ${formatSource(origin)}`,
  )
}
