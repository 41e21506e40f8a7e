import { performance } from 'node:perf_hooks'

/**
 * A clock that never goes back: the system's, or the time since its first reading if that is later. So a key that has
 * expired stays expired if somebody turns the system's clock back, and counts again after a jump ahead that is corrected.
 */
export function steadyClock(wall: () => number = Date.now, elapsed: () => number = () => performance.now()) {
  const start = wall() - elapsed()
  return (): Date => new Date(Math.max(wall(), start + elapsed()))
}
