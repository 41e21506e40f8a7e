import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import type { HelpPage } from '../help/page.ts'
import { ACTION_NAMES, ACTIONS, KEYS_OPTIONS } from './options.ts'

const HERE = ['quiet', 'debug', 'help', 'version']

/** The help of `keys`. */
export const page: HelpPage = {
  usage: ['keys create [options]', 'keys list [options]', 'keys revoke ID [--keys STORE]', 'keys verify [options]'],
  description: [
    'Makes, lists, revokes and checks API keys. A client presents one as MLFLOW_TRACKING_TOKEN.',
    "'create' prints the key alone on standard output, and never again: the store has its SHA-256 only. A service can have any number of keys, so a new one is in use before the old one is revoked. A revoked key is refused within 5 seconds everywhere.",
  ],
  options: KEYS_OPTIONS,
  globalOptions: GLOBAL_OPTIONS.filter(({ name }) => HERE.includes(name)),
  words: ACTION_NAMES.map((name) => [name, ACTIONS[name].describe]),
  sections: [
    { heading: 'Actions', rows: ACTION_NAMES.map((name) => [name, ACTIONS[name].describe]) },
    {
      heading: 'Files',
      rows: [
        ['~/.config/with-mlflow-env/keys.json', 'the keys, with the mode 600; XDG_CONFIG_HOME names another folder'],
      ],
    },
  ],
  exitStatus: [
    ['0', "it is done; for 'verify': the key is good"],
    ['1', "'verify': the key is not good"],
    [
      '125',
      "nothing was done: the arguments are wrong, or the store cannot be used; or 'create' could not print the key, and revoked it",
    ],
  ],
  examples: [
    ['keys create --expires 90d --note "nightly training"', 'make a key for three months'],
    ['keys create --scope read > key.txt', 'only read, and keep the key in a file'],
    ['keys list --json', 'all keys as an array'],
    ['keys revoke 01AbCdEfGhIj', 'make one open nothing any more'],
    ['keys verify < key.txt', 'whether a key is good'],
  ],
  more: ['docs/api-keys.md'],
}
