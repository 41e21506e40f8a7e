import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { SERVER_OPTIONS } from '../../options/server-options.ts'
import type { HelpPage } from '../help/page.ts'

/** The help of `server`. */
export const page: HelpPage = {
  usage: ['[options] server [options] [-- MLFLOW ARG…]'],
  description: [
    "Starts MLflow's server with the project's account, says when it is ready, and leaves no process running when it stops. Everything after '--' goes to 'mlflow server' unchanged.",
    "With '--auth' it lets in requests with an API key only ('keys create' makes one), and prints one line of JSON for each.",
  ],
  options: SERVER_OPTIONS,
  // A server of its own is what this is.
  globalOptions: GLOBAL_OPTIONS.filter(({ name }) => name !== 'with-server'),
  exitStatus: [
    ['0', 'after a requested stop'],
    ['128+n', 'after signal n, if that came before the server was ready'],
    ["the server's, or 1", 'if it failed'],
    ['125', 'bad input; nothing was started'],
    ['130', 'Ctrl-C a second time, which kills the server at once'],
  ],
  examples: [
    ['server --artifact-root s3://bucket/mlflow', 'artifacts through the server'],
    ['server --port 0 --dry-run', 'show what would be started'],
    ['server --auth --host 0.0.0.0', 'let in requests with an API key only'],
    ['server -- --app-name basic-auth', "an option of MLflow's own"],
  ],
  more: ['docs/server.md', 'docs/proxy.md', 'docs/deployment.md'],
}
