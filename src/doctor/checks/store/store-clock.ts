import { ok, skip } from '../../check.ts'
import { explainClock } from './explain-clock.ts'
import { storeCheck } from './store-check.ts'

/** This machine's clock, by the date of the store's answers. */
export const storeClock = storeCheck({
  id: 'store-clock',
  title: 'Clock',
  run({ bucket: { skewSeconds } }) {
    if (skewSeconds === null) return skip('the store does not tell its time')
    return explainClock(skewSeconds, false) ?? ok("this machine's clock is that of the store")
  },
})
