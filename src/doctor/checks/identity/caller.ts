import { formatOrigin, printable } from '../../../model/format.ts'
import { type CheckResult, type DoctorCheck, ok, skip, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { explainClock } from '../store/explain-clock.ts'
import { explainKeys } from '../store/explain-keys.ts'
import { type Finding, parseFinding, textOf } from '../store/finding.ts'
import { KEY_CODES, ownerOf } from '../store/owner.ts'
import { parseBucket } from '../store/responses.ts'
import { needsCredentials } from './needs-credentials.ts'

/** Whose account it is, by AWS's own word. */
export const caller: DoctorCheck = {
  id: 'caller',
  title: 'AWS account',
  subject: 'identity',
  needsNetwork: true,
  asks: ['caller'],
  async run(context) {
    const { account, arn, why, finding: given } = await context.probe.ask('caller')
    if (why === 'other store') return skip('not asked: the store is not AWS, and its keys are not for AWS')
    if (why === 'no region') return skip('not asked: no region is set')
    const finding = parseFinding(given)
    if (finding) return explainRefusal(context, finding)
    const [origin] = context.run.configuration?.credentials.origins.values() ?? []
    const where = origin ? formatOrigin(origin) : ''
    const found = `account ${printable(textOf(account) ?? 'unknown')}, ${printable(textOf(arn) ?? '')}`
    if (/^arn:aws[\w-]*:iam::\d+:root$/.test(textOf(arn) ?? '')) {
      const create = 'aws iam create-user --user-name mlflow, with a policy for the bucket, and its keys in their place'
      return warn(`${found}: keys of the root user may do everything, to the whole account`, where, create)
    }
    return ok(found, where)
  },
}

/** The store says the same of the keys, and has the first word: there may be a store without STS. */
async function explainRefusal(context: DoctorContext, finding: Finding): Promise<CheckResult> {
  const { reason, kind } = finding
  const said = printable(reason)
  const isOfClock = kind === 'refused' && ownerOf(finding) === 'store-clock'
  if (!isOfClock && (kind !== 'refused' || !KEY_CODES.test(reason))) return skip(`AWS's STS does not tell (${said})`)
  const isShells = context.run.configuration?.options.keepAws
  if (isShells || !needsCredentials(context)) return skip(`AWS refuses the keys (${said}), and the project needs none`)
  const owner = await findOwner(context)
  if (owner) return skipBecause(owner, `AWS refuses the keys (${said})`, `see the check '${owner}'`)
  const ofClock = isOfClock ? explainClock(null, true) : null
  return ofClock ?? explainKeys(context, { ...finding, by: 'AWS', isAws: true })
}

/** The check of the store that has the same reason; null if the store is not asked in this run. */
async function findOwner({ root, probe }: DoctorContext): Promise<string | null> {
  if (!root) return null
  const response = await probe.ask('bucket').catch(() => null)
  const { finding } = response ? parseBucket(response) : { finding: null }
  const owner = finding?.kind === 'refused' ? ownerOf(finding) : null
  return owner === 'store-keys' || owner === 'store-clock' ? owner : null
}
