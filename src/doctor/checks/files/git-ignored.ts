import * as host from '../../../host/index.ts'
import { quote } from '../../../model/format.ts'
import { type CheckResult, combine, type DoctorCheck, fail, ok, skip, warn } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { findRepository } from '../../repository.ts'
import { findSecretFiles, type SecretFile } from '../../secret-files.ts'
import { quotePath } from '../quote-path.ts'
import { ignoreCommand } from './ignore-command.ts'

/** Whether git would take the files with secrets along. */
export const gitIgnored: DoctorCheck = {
  id: 'git-ignored',
  title: 'Ignored by git',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  async run(context) {
    const files = findSecretFiles(context)
    if (files.length === 0) return skip('no file of the project holds a secret')
    return combine(await Promise.all(files.map((file) => checkFile(file, context))))
  },
}

async function checkFile(file: SecretFile, { git, hostContext }: DoctorContext): Promise<CheckResult> {
  const { path, display } = file
  const folder = host.dirname(path)
  const repository = await findRepository(git, folder)
  if (repository.kind !== 'found') return withoutRepository(repository.kind, display)
  const name = host.basename(path)
  const tracked = await git(folder, '--literal-pathspecs', 'ls-files', '--error-unmatch', '--', name)
  const ignoring = ignoreCommand(hostContext.cwd, path)
  const ignored = await git(folder, 'check-ignore', '-q', '--no-index', '--', name)
  if (tracked.exitCode === 0) {
    const remedy = `git rm --cached ${quotePath(display)}${ignored.exitCode === 0 ? '' : ` && ${ignoring}`}`
    return fail(`git tracks ${quote(display)}, so its secrets are in every clone`, quote(display), remedy)
  }
  if (ignored.exitCode === 0) return ok(`git ignores ${quote(display)}`)
  if (ignored.exitCode !== 1) return skip(`git does not say whether it ignores ${quote(display)}`)
  return warn(`git does not ignore ${quote(display)}, so 'git add .' takes its secrets along`, quote(display), ignoring)
}

/** Also for the history. */
export function withoutRepository(kind: 'none' | 'no git' | 'unreadable', display: string): CheckResult {
  switch (kind) {
    case 'none':
      return ok(`${quote(display)} is in no git repository`)
    case 'no git':
      return skip('git is not installed, or does not answer')
    case 'unreadable':
      return skip(`git does not read the repository of ${quote(display)}`, '', "run 'git status' to see why")
  }
}
