import { describe, expect, it } from 'vitest'
import type { DoctorCheck } from '../../src/doctor/check.ts'
import type { CheckOutcome } from '../../src/doctor/run-checks.ts'
import { subjectLines, totalLine } from '../../src/report/doctor-text.ts'

const outcome = (title: string, more: Partial<CheckOutcome>): CheckOutcome => {
  const check: DoctorCheck = {
    id: title,
    title,
    subject: 'store',
    needsNetwork: true,
    asks: [],
    run: () => ({}) as never,
  }
  return { check, status: 'ok', found: 'fine', where: '', remedy: '', ms: 1, ...more }
}
const skipped = { status: 'skip', found: 'not known', remedy: "see 'a'" } as const

describe('the text of the doctor', () => {
  it('has a line for each check that was made, and what mends it below', () => {
    const text = subjectLines(
      [outcome('A', {}), outcome('B', { status: 'fail', found: 'it is off', where: '.env:3', remedy: 'turn it on' })],
      false,
    )
    expect(text).toBe('Artifact store\n  ok    A: fine\n  fail  B: it is off (.env:3)\n        -> turn it on\n')
  })

  it('has one line for checks that were skipped for the same reason, after the others', () => {
    const many = ['C', 'D', 'E', 'F', 'G'].map((title) => outcome(title, skipped))
    const text = subjectLines([outcome('B', skipped), ...many, outcome('H', {})], false)
    expect(text).toBe("Artifact store\n  ok    H: fine\n  skip  B, C, D and 3 more: not known\n        -> see 'a'\n")
    expect(subjectLines(many.slice(0, 2), false)).toContain('  skip  C and D: not known\n')
  })

  it('counts each status at the end', () => {
    const outcomes = [outcome('A', {}), outcome('B', skipped), outcome('C', { status: 'warn' })]
    expect(totalLine(outcomes)).toBe('\n1 ok, 1 warned, 0 failed, 1 skipped\n')
  })
})
