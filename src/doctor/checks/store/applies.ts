import { formatUri } from '../../../model/format.ts'
import { find } from '../../../model/source.ts'
import { type CheckResult, skip } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { ROOT_VARIABLES } from '../../store-root.ts'

/** Why the store is not asked; null if it is, or if a run would be refused, which the probe says. */
export function whyNotAsked({ run, root }: DoctorContext): CheckResult | null {
  const { configuration } = run
  if (!configuration) return null
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
