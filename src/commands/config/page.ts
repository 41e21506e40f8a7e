import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { option } from '../../options/option.ts'
import type { HelpPage } from '../help/page.ts'

export const CONFIG_OPTIONS = [option('json', { help: 'print a documented, versioned object without secrets' })]

/** The help of `config`. */
export const page: HelpPage = {
  usage: ['[options] config [options]'],
  description: [
    "Shows every value of the project's configuration and where it comes from, and what was removed from the command's environment and why; with '--with-server' also those of the server.",
  ],
  options: CONFIG_OPTIONS,
  globalOptions: GLOBAL_OPTIONS,
  exitStatus: [
    ['0', 'a run with these options would start'],
    ['125', 'it would be refused, for the reason that is shown'],
  ],
  examples: [
    ['config', 'show whose account a run has, and why'],
    ['config --json', 'the same as an object'],
    ['--strict config', "whether a run would do without the shell's account"],
  ],
  more: ['docs/config-json.md', 'docs/error-codes.md'],
}
