import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import type { HelpPage } from '../help/page.ts'
import { PROXY_OPTIONS } from './options.ts'

/** The help of `proxy`. */
export const page: HelpPage = {
  usage: ['[options] proxy --upstream ADDRESS [options]'],
  description: [
    "Lets requests with an API key through to an MLflow server, and no others. 'keys create' makes a key; MLflow's clients send it if it is in MLFLOW_TRACKING_TOKEN, and browsers ask for it as a password. Prints one line of JSON for each request.",
  ],
  options: PROXY_OPTIONS,
  // An account is of no use to it.
  globalOptions: GLOBAL_OPTIONS.filter(({ group }) => group === 'output'),
  sections: [
    {
      heading: 'Environment',
      rows: [
        [
          'MLFLOW_SERVE_ARTIFACTS',
          'anything but true or 1: the routes of artifacts answer 503, and say that artifact storage is not configured',
        ],
      ],
    },
  ],
  exitStatus: [
    ['0', 'after a requested stop'],
    ['128+n', 'after a second signal n, which ends it at once'],
    ['125', 'bad input, or it cannot listen; nothing was served'],
  ],
  examples: [
    ['proxy --upstream http://127.0.0.1:5000', 'in front of a server on this machine'],
    ['proxy --upstream unix:/run/mlflow/mlflow.sock: --host 0.0.0.0', 'in front of one that nobody else can reach'],
    ['proxy --upstream http://127.0.0.1:5000/mlflow --max-body 5GB', 'with a prefix of its own, and a limit'],
  ],
  more: ['docs/proxy.md'],
}
