import { NAMES } from '../../../env-files/find.ts'
import { displayPath } from '../../../host/display-path.ts'
import { isRegularFile } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import type { Diagnostic } from '../../../model/diagnostic.ts'
import { formatOrigin, list, quote, quoteValue } from '../../../model/format.ts'
import type { Origin } from '../../../model/origin.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skipBecause, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { fromDiagnostic } from '../../from-diagnostic.ts'
import { warningsFor } from '../../warnings.ts'
import { remedyForRefusal } from '../identity/refusal-remedies.ts'
import { quotePath } from '../quote-path.ts'
import { findElsewhere } from './elsewhere.ts'
import { fileRefusals } from './file-refusal.ts'

/** Which files a run reads, and which ones people may take for one of them. */
export const envFiles: DoctorCheck = {
  id: 'env-files',
  title: 'Project files',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  run(context) {
    const { chosen, files, run } = context
    if (!chosen) return skipBecause('configuration', "the options contradict each other: see the check 'configuration'")
    const refusals = fileRefusals(context)
    if (refusals.length > 0) return combine(refusals.map(explainRefusal))
    const lost = [...warningsFor('env-files', context).flatMap(explainUndecoded), ...brokenLinks(context)]
    if (chosen.named) return combine([...lost, ok(describeNamed(context, chosen.named))])
    const fellBack = run.configuration === null || warningsFor('env-files', context).some(isOfFallBack)
    const elsewhere = fellBack && !isRefusedWithHints(context) ? findElsewhere(context) : []
    if (lost.length > 0 || elsewhere.length > 0) return combine([...lost, ...elsewhere])
    if (files.length > 0) return describeFound(context, fellBack && run.configuration !== null)
    return describeNone(context)
  },
}

function explainRefusal(refusal: Diagnostic): CheckResult {
  const { found, where, remedy } = fromDiagnostic(refusal)
  const { display } = Object(refusal.data)
  return fail(found, where || quote(String(display)), remedyForRefusal(refusal) || remedy)
}

const isOfFallBack = ({ code }: { readonly code: string }) => code === 'no-project-credentials'

/** The message of the refusal names the files. */
function isRefusedWithHints({ run }: DoctorContext): boolean {
  return run.configuration === null && !['credentials-required', 'empty-credentials'].includes(run.refusal.code)
}

function explainUndecoded(warning: Parameters<typeof fromDiagnostic>[0]): CheckResult[] {
  return isOfFallBack(warning) ? [] : [fromDiagnostic(warning)]
}

function brokenLinks({ chosen, hostContext: { cwd }, run }: DoctorContext): CheckResult[] {
  // A run that needs what is missing is refused.
  if (run.configuration === null) return []
  return (chosen?.search.brokenLinks ?? []).map((path) => {
    const display = displayPath(cwd, path)
    const target = host.readLink(path)
    const found = `${quote(display)} is a link that leads nowhere (to ${quoteValue(target)}), so it is not read`
    return warn(found, quote(display), `rm ${quotePath(display)}, or put the file back to which it leads`)
  })
}

function describeNamed({ files }: DoctorContext, named: Origin): string {
  return `${list(files.map(({ display }) => quote(display)))}, named by ${formatOrigin(named)}`
}

/** @param isNoProject whether nothing of the project is in them, and a run warns that it found none */
function describeFound({ chosen, files, hostContext: { cwd } }: DoctorContext, isNoProject: boolean): CheckResult {
  const { hidden = [], directories = [] } = chosen?.search ?? {}
  const shown = (path: string) => quote(displayPath(cwd, path))
  const others = [
    ...hidden.map(({ path, nearer }) => `${shown(path)} is not, because ${shown(nearer)} is nearer`),
    ...directories.map((path) => `${shown(path)} is ${kindOf(path)}`),
  ]
  const read = `${list(files.map(({ display }) => quote(display)))} ${files.length > 1 ? 'are' : 'is'} read`
  const found = [read, ...others].join('; ')
  if (!isNoProject) return ok(found)
  const remedy = 'with-mlflow-env init, or run it in the folder of the project'
  return warn(`${found}, and nothing in it is about MLflow: the shell's credentials are used`, quote(cwd), remedy)
}

const kindOf = (path: string) =>
  isRegularFile(host.joinPath(path, 'pyvenv.cfg')) ? 'a virtual environment' : 'a directory'

function describeNone(context: DoctorContext): CheckResult {
  const { chosen, run, hostContext } = context
  const [from] = chosen?.search.searched ?? []
  if (from === undefined) return ok('no file is read, because of --no-env-file')
  const to = chosen?.search.searched.at(-1) ?? from
  const range = from === to ? `in ${quote(from)}` : `from ${quote(from)} up to ${quote(to)}`
  const found = `there is no ${list(NAMES, 'or')} ${range}`
  if (run.configuration === null) return skipBecause('configuration', `${found}: see the check 'configuration'`)
  if (!warningsFor('env-files', context).some(isOfFallBack)) return ok(`${found}; the environment has the settings`)
  return warn(found, quote(hostContext.cwd), 'with-mlflow-env init, or run it in the folder of the project')
}
