import { list } from '../../model/format.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import type { HelpPage } from '../help/page.ts'
import { COMPLETION_OPTIONS } from './options.ts'
import { SHELLS } from './shells.ts'

/** The help of `completion`. */
export const page: HelpPage = {
  usage: [`completion ${SHELLS.map(({ name }) => name).join('|')}`],
  description: [
    `Prints a script that completes the launcher's words, options and their values when you press Tab in ${list(
      SHELLS.map(({ name }) => name),
      'or',
    )}, and from the command on what your shell completes for that command. Names of AWS profiles come from ~/.aws; nothing else of these files is read out.`,
  ],
  words: SHELLS.map(({ name, describe }) => [name, describe]),
  options: COMPLETION_OPTIONS,
  globalOptions: GLOBAL_OPTIONS.filter(({ name }) => name === 'help' || name === 'version'),
  sections: [
    {
      heading: 'Installation',
      rows: [
        ['bash', "write 'source <(with-mlflow-env completion bash)' into ~/.bashrc"],
        ['zsh', "write the script into '_with-mlflow-env' in a folder of fpath"],
        ['fish', "write the script into 'with-mlflow-env.fish' in ~/.config/fish/completions"],
      ],
    },
    {
      heading: 'Environment',
      rows: [['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'other files than those of ~/.aws']],
    },
  ],
  exitStatus: [
    ['0', 'the script was printed'],
    ['125', 'no such shell'],
  ],
  examples: [
    ['completion bash', 'print the script for bash'],
    ['completion zsh > ~/.zfunc/_with-mlflow-env', 'for zsh'],
    ['completion fish | source', 'for this fish only'],
  ],
  more: ['docs/completion.md'],
}
