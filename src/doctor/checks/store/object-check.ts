import type { CheckResult, DoctorCheck } from '../../check.ts'
import { explainDenied, isDeniedEverywhere } from './denied.ts'
import { type ObjectsResponse, parseObjects } from './responses.ts'
import { type AskedStore, because, storeCheck } from './store-check.ts'

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
      const isBucketChosen = store.context.isChosen('bucket')
      if (store.bucket.isOfOther && isBucketChosen) return because('bucket')
      const objects = parseObjects(await store.context.probe.ask('objects'))
      if (!isDeniedEverywhere(store, objects)) return run(store, objects)
      return isBucketChosen ? because('bucket') : explainDenied(store)
    },
  })
}
