import type { Environment } from '../model/source.ts'
import { functionName } from './shell/function-name.ts'

/**
 * The names of `programs/`, so that an ordinary command does not load them. A test holds the two lists against each
 * other.
 */
export const PROGRAM_NAMES: ReadonlySet<string> = new Set(
  [
    'bash sh dash ash ksh ksh93 mksh lksh zsh fish csh tcsh',
    'make gmake gnumake remake just task go-task direnv pdm tox',
    'honcho foreman goreman overmind hivemind dotenv dotenvx env-cmd godotenv bun flask',
    'sudo doas su runuser pkexec run0 docker podman nerdctl docker-compose podman-compose ssh kubectl oc lxc incus multipass vagrant',
    'srun sbatch salloc qsub bsub bazel bazelisk nix-shell nix guix systemd-run flatpak-spawn bwrap setpriv apptainer singularity',
    'ray tmux screen byobu zellij envdir s6-envdir chpst poe npm yarn pnpm',
    'nf mise devbox poetry hatch pixi conda mamba micromamba',
    'aws-vault saml2aws aws-sso aws-okta assume assumego aws2-wrap',
  ]
    .join(' ')
    .split(' '),
)

/** These matter with an option or a variable only. */
export const NAMES_WITH_OPTION = ['node', 'tsx', 'deno', 'uv', 'env', 'op', 'mlflow', 'uvicorn'] as const

const SHELL_SUFFIXES = ['.sh', '.bash', '.zsh', '.ksh', '.fish', '.csh']

/** Words of the command that are looked at: the program itself is among the first. */
const MAX_WORDS = 16

/** Whether a run is to be inspected at all. Asked by every run: nothing here may cost anything, so no expression is compiled. */
export function needsInspection(words: readonly string[], env: Environment): boolean {
  if (env.BASH_ENV || env.ENV) return true
  for (const variable in env) if (functionName(variable) !== null) return true
  for (let at = 0; at < words.length && at < MAX_WORDS; at++) {
    const word = words[at] ?? ''
    if (PROGRAM_NAMES.has(word.slice(word.lastIndexOf('/') + 1))) return true
    if (word.startsWith('--env-file') || word === '-i' || word === '-' || word === '--ignore-environment') return true
  }
  return SHELL_SUFFIXES.some((suffix) => words[0]?.endsWith(suffix)) || Boolean(env.UV_ENV_FILE)
}
