import { hasOption, optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import type { Dropper } from './dropper.ts'
import { directives } from './job-script.ts'
import { mentions, passes } from './passing.ts'

/** `--export` of Slurm: everything, unless it says NONE or lists names without ALL. */
function exportsNothing(value: string | undefined, scope: Scope): boolean {
  if (value === undefined || /(?:^|,)ALL(?:,|$)/.test(value)) return false
  return !passes([value], scope)
}

/** Programs that run a command as a job, often on another machine. */
export const BATCH_SYSTEMS: readonly Dropper[] = [
  {
    names: ['srun', 'sbatch', 'salloc'],
    drops: (args, scope, name) => {
      const variable = scope.child({ srun: 'SLURM_EXPORT_ENV', sbatch: 'SBATCH_EXPORT', salloc: '' }[name] ?? '')
      const [option] = optionValues(args, '--export')
      const ofScript = name === 'sbatch' ? optionValues(directives('#SBATCH', args, scope), '--export') : []
      return exportsNothing(option ?? variable ?? ofScript.at(-1), scope)
    },
    remedy: 'use --export=ALL',
  },
  {
    names: ['qsub'],
    drops: (args, scope) => {
      const all = [...args, ...directives('#PBS', args, scope), ...directives('#$', args, scope)]
      return !hasOption(all, '-V', '--help', '-help') && !passes(optionValues(all, '-v'), scope)
    },
    remedy: "use 'qsub -V'",
  },
  {
    names: ['bsub'],
    drops: (args, scope) =>
      optionValues(args, '-env').some((value) => exportsNothing(value.replace(/\ball\b/, 'ALL'), scope)),
    remedy: "use 'bsub -env all'",
  },
  {
    names: ['ray'],
    drops: (args, scope) =>
      args[0] === 'job' &&
      args[1] === 'submit' &&
      !mentions(args, scope) &&
      !hasOption(args, '--runtime-env', '--help'),
    remedy: "name the variables in the job's --runtime-env-json",
  },
]
