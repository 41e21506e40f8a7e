import { printable } from '../../../model/format.ts'
import { fail, ok } from '../../check.ts'
import { serverCheck } from './server-check.ts'

/** Whether the tracking URI has the server's prefix, no more and no less. */
export const serverPrefix = serverCheck({
  id: 'server-prefix',
  title: 'Prefix',
  explain: ({ base, reason }, { where, address }) =>
    base
      ? fail(
          `MLflow's API is not at ${address} but at ${printable(base)}`,
          where,
          `MLFLOW_TRACKING_URI=${printable(base)}`,
        )
      : fail(
          `a server answers, but MLflow's API is not there (${reason}): it has a prefix, or a proxy changes the path`,
          where,
          "add the server's prefix (MLFLOW_STATIC_PREFIX) to MLFLOW_TRACKING_URI",
        ),
  run: ({ address }) => ok(`the API is below ${address}`),
})
