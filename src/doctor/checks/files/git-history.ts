import { isAwsEndpoint } from '../../../credentials/aws-host.ts'
import { parseWithoutChecks } from '../../../dotenv/env-file.ts'
import { NAMES } from '../../../env-files/find.ts'
import { displayPath } from '../../../host/display-path.ts'
import * as host from '../../../host/index.ts'
import { formatName, formatUri, list, printable, quote, unique } from '../../../model/format.ts'
import { environmentSource, fileSource, find, type Source } from '../../../model/source.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { type Committed, findCommitted } from '../../git-history.ts'
import { findRepository } from '../../repository.ts'
import { findSecretFiles } from '../../secret-files.ts'
import { findSecrets } from '../../secret-variables.ts'
import { withoutRepository } from './git-ignored.ts'

/** Whether a secret of the project was ever committed: everybody with a clone has it, whatever git ignores today. */
export const gitHistory: DoctorCheck = {
  id: 'git-history',
  title: 'Git history',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  async run(context) {
    const folders = foldersOf(context)
    const results = await Promise.all([...folders].map(([folder, names]) => checkFolder(folder, [...names], context)))
    return combine(results)
  },
}

/** Both names in the project's folder, also if there is no such file any more, and every file that holds secrets. */
function foldersOf(context: DoctorContext): Map<string, Set<string>> {
  const folders = new Map([[context.project, new Set<string>(NAMES)]])
  for (const { path } of findSecretFiles(context)) {
    const folder = host.dirname(path)
    folders.set(folder, (folders.get(folder) ?? new Set()).add(host.basename(path)))
  }
  return folders
}

async function checkFolder(folder: string, names: readonly string[], context: DoctorContext): Promise<CheckResult> {
  const { git, hostContext } = context
  const repository = await findRepository(git, folder)
  if (repository.kind === 'none') return ok('there is no git repository')
  if (repository.kind !== 'found') return withoutRepository(repository.kind, displayPath(hostContext.cwd, folder))
  const found = await findCommitted(git, folder, names)
  if (found === null) return skip('git did not show its history in time')
  const extent = repository.isShallow ? ', as far as this shallow clone goes' : ''
  const current = currentSources(context)
  const open = found
    .map((one) => ({ ...one, secrets: stillSecret(one, current) }))
    .filter(({ secrets }) => secrets.length > 0)
  if (open.length > 0) return explain(open, storeOf(context, current))
  const isRotated = found.some((one) => secretsIn(one).length > 0)
  return ok(
    `${isRotated ? 'secrets were committed, and have other values today' : 'no secret was ever committed'}${extent}`,
  )
}

function explain(
  open: readonly (Committed & { readonly secrets: readonly string[] })[],
  store: string | null,
): CheckResult {
  const secrets = unique(open.flatMap((one) => one.secrets))
  const places = unique(open.map(({ path, commit }) => `${printable(path)} in commit ${commit}`))
  const found = `${list(secrets.slice(0, 4).map(formatName))} ${secrets.length > 1 ? 'were' : 'was'} committed (${list(places.slice(0, 3))})`
  return warn(found, unique(open.map(({ path }) => quote(path))).join(', '), remedyFor(secrets, store))
}

/** The address of a store that is not AWS, where the keys are made; null for AWS. */
function storeOf({ run }: DoctorContext, current: readonly Source[]): string | null {
  const endpoint = run.configuration?.endpoint ?? find(current, 'MLFLOW_S3_ENDPOINT_URL')
  return endpoint && !isAwsEndpoint(endpoint.value) ? formatUri(endpoint.value) : null
}

function remedyFor(secrets: readonly string[], store: string | null): string {
  const isAws = secrets.some((name) => /AWS_/.test(name))
  const where = store === null ? 'aws iam create-access-key' : `at the store ${store}`
  const how = isAws
    ? `make new keys (${where}), write them into the file, and delete the old ones`
    : 'write new ones into the file, and revoke the old ones'
  return `rotate the secrets: ${how}; everybody with a clone has them`
}

const secretsIn = ({ path, text }: Committed) => findSecrets(parseWithoutChecks({ path, display: path, text }))

/** Secrets that are in use today, or may be: one that has another value was rotated. */
function stillSecret(committed: Committed, current: readonly Source[]): string[] {
  const { path, text } = committed
  const { entries } = parseWithoutChecks({ path, display: path, text })
  return secretsIn(committed).filter((name) => {
    const today = find(current, name)
    return today === undefined || today.value === entries.get(name)?.value
  })
}

function currentSources({ files, hostContext }: DoctorContext): Source[] {
  const texts = files.flatMap(({ read }) => (read ? [fileSource(parseWithoutChecks(read.text))] : []))
  return [...texts, environmentSource(hostContext.env)]
}
