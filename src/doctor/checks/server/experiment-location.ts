import { quoteValue } from '../../../model/format.ts'
import { fail, ok, warn } from '../../check.ts'
import { modeOf, storeOf } from './locations.ts'
import { serverCheck } from './server-check.ts'

const NEW =
  'use a new experiment, as in MLFLOW_EXPERIMENT_NAME=new-name: a location is fixed when an experiment is created'

/** Whether the experiment in use keeps its artifacts where the server keeps new ones: older ones keep their location. */
export const experimentLocation = serverCheck({
  id: 'experiment-location',
  title: 'Experiments',
  run: ({ server: { used, others, defaultLocation }, where }) => {
    if (used?.isMissing) {
      const remedy = 'correct MLFLOW_EXPERIMENT_ID, or name the experiment with MLFLOW_EXPERIMENT_NAME'
      return fail(
        `the server has no experiment with the id ${quoteValue(used.id)} (MLFLOW_EXPERIMENT_ID)`,
        where,
        remedy,
      )
    }
    const isProxied = modeOf(defaultLocation ?? 'mlflow-artifacts:/') === 'proxied'
    if (used && isProxied && modeOf(used.location) !== 'proxied') {
      return warn(
        `the experiment ${quoteValue(used.name)} bypasses the server: its artifacts are in ${storeOf(used.location)}`,
        where,
        NEW,
      )
    }
    if (used) return ok(`${quoteValue(used.name)} keeps its artifacts as the server does`)
    if (!isProxied || others.count === 0) return ok('all keep their artifacts as the server does')
    // Harmless as long as nobody uses them.
    return ok(`${others.count} of ${others.of} bypass the server, such as ${quoteValue(others.sample ?? '')}`)
  },
})
