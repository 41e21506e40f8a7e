import { fail } from '../../model/diagnostic.ts'
import { option } from '../../options/option.ts'
import type { CommandLine } from '../yargs/parse.ts'
import { initDiagnostics } from './diagnostics.ts'

/** The options of `init`, in the order in which help shows them. Secrets have none: every user of a machine sees arguments. */
export const INIT_OPTIONS = [
  option('bucket', {
    kind: 'value',
    valueName: 'BUCKET',
    help: 'where artifacts go: a bucket, or `s3://BUCKET/PREFIX`',
  }),
  option('prefix', { kind: 'value', valueName: 'PREFIX', help: 'a path in the bucket' }),
  option('endpoint', { kind: 'value', valueName: 'URL', help: 'a store other than AWS (MinIO, SeaweedFS, Ceph)' }),
  option('profile', {
    kind: 'value',
    valueName: 'PROFILE',
    completes: 'profile',
    help: 'instead of keys: a profile of `~/.aws`',
  }),
  option('access-key-id', {
    kind: 'value',
    valueName: 'ID',
    help: 'the id of the keys; their secret is asked for, or read',
  }),
  option('region', { kind: 'value', valueName: 'REGION', help: 'the region of the bucket' }),
  option('tracking-uri', { kind: 'value', valueName: 'URI', help: "a tracking server other than the project's own" }),
  option('yes', { short: 'y', help: 'ask nothing: change an existing file, and take over keys of `.env`' }),
]

/**
 * Refuses a secret among the arguments, without repeating it, and says where it belongs.
 *
 * @throws {LauncherError} secret-as-argument
 */
export function refuseSecretWords(words: readonly string[]): void {
  for (const word of words) {
    if (word === '--') return
    const [, option] =
      /^(--?[a-z-]*(?:secret|session|token|passw)[a-z-]*)(?:=|$)/i.exec(word.replaceAll('_', '-')) ?? []
    const [, variable] = /^((?:MLFLOW_)?AWS_[A-Z_]*(?:KEY|TOKEN|SECRET)[A-Z_]*)=/.exec(word) ?? []
    if (option ?? variable)
      fail(initDiagnostics.error('secret-as-argument', null, { name: variable ?? shownName(option) }))
  }
}

/** The name of an option that is made of such words only: anything else may have the secret in it. */
function shownName(option = ''): string | null {
  const isName = /^--?(?:(?:mlflow|aws|secret|access|key|id|session|token|password|passwd)(?:-|$))+$/i.test(option)
  return isName ? option : null
}

/** Options of a run: of other files, or of the command that is started. */
export const WITHOUT_MEANING: readonly string[] = [
  'env-file',
  'no-env-file',
  'keep-aws',
  'keep-aws-config',
  'keep',
  'launch',
  'with-server',
]

/** @throws {LauncherError} option-of-a-run */
export function refuseOptionsOfRuns({ args }: CommandLine): void {
  const name = WITHOUT_MEANING.find((known) => args.options.has(known))
  if (name) fail(initDiagnostics.error('option-of-a-run', { kind: 'option', name: `--${name}` }))
}
