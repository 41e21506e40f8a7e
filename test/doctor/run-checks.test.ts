import { describe, expect, it } from 'vitest'
import { type DoctorCheck, fail, ok, skip, skipBecause } from '../../src/doctor/check.ts'
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

describe('a check that cannot be made because of another one', () => {
  const leaf = check('leaf', () => skipBecause('middle', "not known (see 'middle')"))
  const middle = check('middle', () => skipBecause('top', "not known (see 'top')"))
  const run = async (checks: readonly DoctorCheck[], ...known: readonly DoctorCheck[]) => {
    return await runChecks(checks, doctorContext(), { known: [...checks, ...known] })
  }

  it('is skipped if that one is made too, and says where to look', async () => {
    const top = check('top', () => fail('refused', 'x', 'mend it'))
    expect(await run([leaf, middle, top])).toMatchObject([{ status: 'skip' }, { status: 'skip' }, { status: 'fail' }])
  })

  it('fails with the reason and the remedy of one that was not chosen', async () => {
    let count = 0
    const top = check('top', () => {
      count++
      return fail('refused', 'x', 'mend it')
    })
    const reason = { status: 'fail', where: 'x', remedy: 'mend it' }
    const of = (cause: string, found: string) => `not known, because of '${cause}': ${found}`
    expect(await run([leaf, middle], top)).toMatchObject([
      { status: 'skip' },
      { ...reason, found: of('top', 'refused') },
    ])
    expect(await run([leaf], middle, top)).toMatchObject([{ ...reason, found: of('middle', of('top', 'refused')) }])
    expect(await run([middle, { ...middle, id: 'other' }], top)).toMatchObject([reason, reason])
    expect(count).toBe(3)
  })

  it.each([
    ['well', () => ok('fine')],
    ['skipped for no fault', () => skip('nobody needs it')],
    ['waiting for this one', () => skipBecause('middle', "not known (see 'middle')")],
  ])('is skipped if that one is %s', async (_, result) => {
    expect(await run([middle], check('top', result))).toMatchObject([
      { status: 'skip', found: "not known (see 'top')" },
    ])
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
    const outcomes = await runChecks([slow, fine], doctorContext(), { timeoutMs: 20 })
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

  it('fails once for what Python has left when it ended early, with what removes it', async () => {
    const left = [{ part: 'objects', what: 'object', name: 'lab/k' } as const]
    const asking = (id: string) =>
      check(id, () => {
        throw new Unanswered('crashed', 'SIGKILL', null, left)
      })
    const root = 'MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:9000\nMLFLOW_ARTIFACT_ROOT=s3://b/lab\n'
    const context = doctorContext({ tree: { '.env': root } })
    const outcomes = await runChecks([asking('get-object'), asking('delete-object')], context)
    const remedy = 'with-mlflow-env aws s3 rm s3://b/lab/k --endpoint-url http://127.0.0.1:9000'
    expect(outcomes).toMatchObject([
      { status: 'skip', cause: 'delete-object' },
      { status: 'fail', found: expect.stringMatching(/\(SIGKILL\); .* is left: s3:\/\/b\/lab\/k$/), remedy },
    ])
  })

  it('fails once if a package of Python cannot be imported', async () => {
    const asking = (id: string) =>
      check(id, () => {
        throw new Unanswered('broken package', 'boto3', 'ImportError: cannot import name x')
      })
    const outcomes = await runChecks([asking('boto3-session'), asking('bucket')], doctorContext())
    expect(outcomes).toMatchObject([
      { status: 'fail', found: 'Python cannot import boto3 (ImportError: cannot import name x)' },
      { status: 'skip', found: "not asked, because Python cannot import boto3 (see 'boto3-session')" },
    ])
  })
})
