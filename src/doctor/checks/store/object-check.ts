import type { CheckResult, DoctorCheck } from '../../check.ts'
import { because } from './because.ts'
import { isDeniedEverywhere } from './denied.ts'
import { type ObjectsResponse, parseObjects } from './responses.ts'
import { type AskedStore, storeCheck } from './store-check.ts'

interface ObjectCheck {
  readonly id: string
  readonly title: string
  run(store: AskedStore, objects: ObjectsResponse): CheckResult
}

/** A check of what was done with the throw-away object. */
export function objectCheck({ id, title, run }: ObjectCheck): DoctorCheck {
  return storeCheck({
    id,
    title,
    asks: ['objects'],
    async run(store) {
      if (store.bucket.isOfOther) return because('bucket')
      const objects = parseObjects(await store.context.probe.ask('objects'))
      return isDeniedEverywhere(store, objects) ? because('bucket') : run(store, objects)
    },
  })
}
