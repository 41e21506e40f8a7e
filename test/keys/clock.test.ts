import { expect, it } from 'vitest'
import { steadyClock } from '../../src/keys/clock.ts'

it('does not follow a clock that is turned back, and forgets a jump ahead that is corrected', () => {
  let [wall, elapsed] = [1_000_000, 500]
  const now = steadyClock(
    () => wall,
    () => elapsed,
  )
  const times = [
    [1_000_000, 500],
    // A second later, and the clock is turned back by an hour.
    [1_001_000 - 3_600_000, 1500],
    // An hour ahead, and corrected.
    [1_002_000 + 3_600_000, 2500],
    [1_003_000, 3500],
    // The machine slept.
    [9_003_000, 3600],
  ].map(([nextWall = 0, nextElapsed = 0]) => {
    ;[wall, elapsed] = [nextWall, nextElapsed]
    return now().getTime()
  })
  expect(times).toEqual([1_000_000, 1_001_000, 4_602_000, 1_003_000, 9_003_000])
})
