import { describe, expect, it } from 'vitest'
import { type DoctorCheck, ok } from '../../src/doctor/check.ts'
import { CHECKS } from '../../src/doctor/checks/index.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { Unanswered } from '../../src/doctor/unanswered.ts'
import { doctorContext } from '../rig/doctor.ts'

const SECRET = 'hunter2-hunter2'
const check = (id: string, run: DoctorCheck['run'], more: Partial<DoctorCheck> = {}): DoctorCheck => {
  return { id, title: id, subject: 'machine', needsNetwork: false, asks: [], run, ...more }
}
const fine = check('fine', () => ok('as it should be'))

describe('the checks', () => {
  it('have ids that are unique, and can be written on a command line', () => {
    const ids = CHECKS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  })

  it('are listed by their subjects', () => {
    const subjects = CHECKS.map(({ subject }) => subject)
    expect([...new Set(subjects)]).toHaveLength(subjects.filter((one, at) => one !== subjects[at - 1]).length)
  })
})

describe('a run of checks', () => {
  it('goes on if one crashes, and shows no text of the error', async () => {
    const broken = check('broken', () => {
      throw new TypeError(SECRET)
    })
    const outcomes = await runChecks([broken, fine], doctorContext())
    expect(outcomes).toMatchObject([{ status: 'fail', found: 'the check itself failed (TypeError)' }, { status: 'ok' }])
    expect(JSON.stringify(outcomes)).not.toContain(SECRET)
  })

  it('goes on if one takes too long', async () => {
    const slow = check('slow', () => new Promise(() => {}))
    const outcomes = await runChecks([slow, fine], doctorContext(), () => {}, 20)
    expect(outcomes).toMatchObject([{ status: 'fail', found: 'no result within 0.02 s' }, { status: 'ok' }])
  })

  it('skips what asks others if it is offline', async () => {
    const asking = check('asking', () => expect.unreachable(), { needsNetwork: true })
    expect(await runChecks([asking], doctorContext({ isOffline: true }))).toMatchObject([{ status: 'skip' }])
  })

  it.each([
    ['no python', 'skip'],
    ['no package', 'skip'],
    ['refused run', 'skip'],
    ['crashed', 'fail'],
  ] as const)('says what to do if Python gives no answer (%s)', async (why, status) => {
    const asking = check('asking', () => {
      throw new Unanswered(why, 'status 1')
    })
    const [outcome] = await runChecks([asking], doctorContext())
    expect(outcome).toMatchObject({ status })
    expect(outcome?.remedy).not.toBe('')
  })

  it('fails once if a package of Python cannot be imported', async () => {
    const asking = (id: string) =>
      check(id, () => {
        throw new Unanswered('broken package', 'boto3', 'ImportError: cannot import name x')
      })
    const context = { ...doctorContext(), isChosen: () => true }
    const outcomes = await runChecks([asking('boto3-session'), asking('bucket')], context)
    expect(outcomes).toMatchObject([
      { status: 'fail', found: 'Python cannot import boto3 (ImportError: cannot import name x)' },
      { status: 'skip', found: "not asked, because Python cannot import boto3 (see 'boto3-session')" },
    ])
  })
})
