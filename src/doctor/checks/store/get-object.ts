import { ok } from '../../check.ts'
import { because } from './because.ts'
import { explainStep } from './explain-step.ts'
import { objectCheck } from './object-check.ts'

/** Whether artifacts can be read. */
export const getObject = objectCheck({
  id: 'get-object',
  title: 'Read',
  run(store, { get }) {
    if ('untried' in get) return because(get.untried === 'delete' ? 'delete-object' : 'put-object')
    if (get.finding) return explainStep(store, get.finding, 'artifacts cannot be read', ['s3:GetObject'])
    return ok('artifacts can be read')
  },
})
