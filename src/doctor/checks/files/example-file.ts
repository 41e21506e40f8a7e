import { parseWithoutChecks } from '../../../dotenv/env-file.ts'
import { tryReadEnvFile } from '../../../env-files/read.ts'
import { displayPath } from '../../../host/display-path.ts'
import * as host from '../../../host/index.ts'
import { listNames } from '../../../host/list-names.ts'
import { formatLocation, formatName, quote } from '../../../model/format.ts'
import { looksLikeKey } from '../../../model/looks-like-key.ts'
import { nameOf, type Sourced } from '../../../model/origin.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { findRepository } from '../../repository.ts'
import { findSecrets } from '../../secret-variables.ts'

/** Whether the template that everybody gets has real keys in it. */
export const exampleFile: DoctorCheck = {
  id: 'example-file',
  title: 'Example file',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  async run(context) {
    const paths = listNames(context.project)
      .filter((name) => /^\.env.*\.(?:example|sample|template|dist)$/.test(name))
      .sort()
      .map((name) => host.joinPath(context.project, name))
    if (paths.length === 0) return skip('there is no example file')
    return combine(await Promise.all(paths.map((path) => checkExample(path, context))))
  },
}

async function checkExample(path: string, { git, hostContext, files }: DoctorContext): Promise<CheckResult> {
  const display = displayPath(hostContext.cwd, path)
  const file = tryReadEnvFile(hostContext, path, false)
  if (!file) return skip(`${quote(display)} cannot be read`)
  const inUse = new Set(files.flatMap(({ read }) => (read ? secretValues(read.text) : [])))
  const names = findSecrets(file)
  const real = Array.from(file.entries.values()).filter(
    (entry) => inUse.has(entry.value) || (names.includes(nameOf(entry.origin)) && isReal(entry)),
  )
  if (real.length === 0) return ok(`${quote(display)} has no real key`)
  const folder = host.dirname(path)
  const isHidden =
    (await findRepository(git, folder)).kind === 'found' &&
    (await git(folder, 'check-ignore', '-q', '--', host.basename(path))).exitCode === 0
  if (isHidden) return ok(`${quote(display)} has real keys, and git ignores it`)
  return combine(real.map((entry) => explain(entry, display)))
}

function secretValues(text: Parameters<typeof parseWithoutChecks>[0]): string[] {
  const file = parseWithoutChecks(text)
  return findSecrets(file).flatMap((name) => file.entries.get(name)?.value ?? [])
}

/** AWS's own documentation has EXAMPLE in its keys. */
const isReal = ({ value }: Sourced) => looksLikeKey(value) && !/EXAMPLE/.test(value)

function explain({ origin }: Sourced, display: string): CheckResult {
  const line = 'line' in origin ? origin.line : 1
  const name = formatName(nameOf(origin))
  const place = formatLocation(display, line)
  const placeholder = `your-${nameOf(origin)
    .replace(/^MLFLOW_(?:AWS_)?/, '')
    .toLowerCase()
    .replaceAll('_', '-')}`
  const remedy = `${name}=${placeholder} in ${place}; if it was committed, make new keys`
  return warn(`${name} in ${place} looks like a real key, in a file that everybody gets`, place, remedy)
}
