import { printable } from '../../../model/format.ts'
import { fail, ok, skip } from '../../check.ts'
import { serverCheck } from './server-check.ts'

/** What the key permits, as the gate tells its holder: a run that may not be logged fails only at its end. */
export const keyScope = serverCheck({
  id: 'key-scope',
  title: 'Scope of the key',
  run: ({ server: { gate }, where }) => {
    if (!gate?.isAdmitted) return skip('no gate asks for API keys there')
    const { scope, service } = gate
    if (scope === null) return skip('the gate does not tell')
    const known = `the scope is '${printable(scope)}', for the service '${printable(service ?? '')}'`
    if (scope !== 'read') return ok(known, where)
    const remedy = "ask for a key with the scope 'write': with-mlflow-env keys create --scope write"
    return fail(`${known}: it can look at runs, and log none`, where, remedy)
  },
})
