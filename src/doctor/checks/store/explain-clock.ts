import { type CheckResult, fail, warn } from '../../check.ts'

const WARN_SECONDS = 5 * 60
/** Beyond it AWS takes no signature. */
const FAIL_SECONDS = 15 * 60
const REMEDY = 'sudo timedatectl set-ntp true, or set the clock by hand'

/** @param isRefused whether the store refuses requests because of it. @returns null if the clock is right */
export function explainClock(skewSeconds: number | null, isRefused: boolean): CheckResult | null {
  const skew = Math.abs(skewSeconds ?? 0)
  if (!isRefused && skew <= WARN_SECONDS) return null
  const minutes = Math.round(skew / 60)
  const way = (skewSeconds ?? 0) > 0 ? 'behind' : 'ahead of'
  const amount = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  const found =
    minutes === 0
      ? "this machine's clock is not that of the store"
      : `this machine's clock is ${amount} ${way} the store's`
  const isFailed = isRefused || skew > FAIL_SECONDS
  return isFailed
    ? fail(`${found}, and signatures are taken within 15 minutes only`, '', REMEDY)
    : warn(found, '', REMEDY)
}
