import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../../src/doctor/checks/index.ts'
import { mlflow } from '../../../src/doctor/checks/machine/mlflow.ts'
import { bypassLine } from '../../../src/doctor/checks/machine/no-proxy.ts'
import { node } from '../../../src/doctor/checks/machine/node.ts'
import { proxy } from '../../../src/doctor/checks/machine/proxy.ts'
import { python } from '../../../src/doctor/checks/machine/python.ts'
import { temporaryDirectory } from '../../../src/doctor/checks/machine/temporary-directory.ts'
import { SERVER_CHECKS } from '../../../src/doctor/checks/server/index.ts'
import { STORE_CHECKS } from '../../../src/doctor/checks/store/index.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { Unanswered } from '../../../src/doctor/unanswered.ts'
import { checkProject, type DoctorSetup, doctorContext, runOn } from '../../rig/doctor.ts'

it('Node has its version and how commands are started', async () => {
  const outcome = await checkProject(node)
  expect(outcome).toMatchObject({ status: 'ok', where: process.execPath })
  expect(outcome.found).toContain(`Node ${process.versions.node}: `)
})

describe('Python', () => {
  const without = (error: Unanswered) => {
    const context = doctorContext()
    return runOn(python, { ...context, probe: { ...context.probe, installation: () => Promise.reject(error) } })
  }

  it.each([
    [
      'no python',
      'there is no Python',
      "there is no 'python' or 'python3' on PATH",
      'install Python, then python3 -m venv .venv',
    ],
    ['no python', 'the Python that was named is not there', 'named is not there', 'name one that exists'],
    ['broken python', 'status 127', 'Python does not work (status 127)', 'repair it'],
  ] as const)('fails if there is none: %s', async (why, message, found, remedy) => {
    const outcome = await without(new Unanswered(why, message))
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringContaining(found) })
    expect(outcome.remedy).toContain(remedy)
  })

  it.each([
    ['warns', { mlflow: '3.1' }, 'warn'],
    ['fails, if it is the only one that could have MLflow,', {}, 'fail'],
  ])('%s if the first one does not work, with its own words', async (_, versions, status) => {
    const failed = [{ python: '/shims/python', reason: "pyenv: version `3.9' is not installed (set by /p/x)" }]
    if (status === 'fail') {
      expect(await checkProject(mlflow, { installation: { versions, failed } })).toMatchObject({ status: 'skip' })
    }
    expect(await checkProject(python, { installation: { versions, failed } })).toMatchObject({
      status,
      found: expect.stringContaining("'/shims/python' does not work (pyenv: version `3.9' is not installed"),
      where: "'/shims/python'",
      remedy: expect.stringContaining('pyenv install'),
    })
  })

  it.each<[string, boolean, Record<string, string>, string]>([
    ['in an environment that nobody has activated', false, {}, 'warn'],
    ['in one that uv uses by itself', false, { 'uv.lock': '' }, 'ok'],
    ['in one that was named', true, {}, 'ok'],
  ])('has MLflow %s', async (_, isNamed, files, status) => {
    const context = doctorContext({ tree: { 'bin/python': '#!/bin/sh\n', '.venv/bin/python': '', ...files } })
    const top = context.hostContext.cwd
    for (const path of ['bin/python', '.venv/bin/python']) chmodSync(join(top, path), 0o755)
    const installation = { ...(await context.probe.installation()), python: join(top, '.venv/bin/python'), isNamed }
    const probe = { ...context.probe, installation: async () => installation }
    const outcome = await runOn(python, { ...context, probe, env: { PATH: join(top, 'bin') } })
    expect(outcome.status).toBe(status)
    if (status === 'warn') expect(outcome.remedy).toContain('with-mlflow-env .venv/bin/python train.py')
  })

  it.each<[string, Record<string, string>, string]>([
    ["pyenv: version `3.9' is not installed (set by /p/.python-version)", {}, 'pyenv install, in the project'],
    ['pyenv: python: command not found', {}, "pyenv local VERSION, with one that 'pyenv versions' lists"],
    ['No version is set for command python', {}, 'asdf set python VERSION'],
    ["ModuleNotFoundError: No module named 'encodings'", { PYTHONHOME: '/gone' }, 'unset PYTHONHOME'],
    ['gave no answer within 15 s', {}, 'repair it, or name another one with --python'],
  ])('that does not start is mended by what it says: %s', async (message, env, remedy) => {
    const context = doctorContext({ env })
    const error = new Unanswered('broken python', message, '/p/bin/python')
    const probe = { ...context.probe, installation: () => Promise.reject(error) }
    expect(await runOn(python, { ...context, probe })).toMatchObject({
      status: 'fail',
      found: `Python does not work (${message})`,
      where: '/p/bin/python',
      remedy: expect.stringContaining(remedy),
    })
  })
})

describe('temporary files', () => {
  const GIB = 2 ** 30
  const check = (env: Record<string, string>, temporary: { directory: string; freeBytes: number } | null) =>
    checkProject(temporaryDirectory, { env, installation: { temporary } })

  it.each<[string, Record<string, string>, { directory: string; freeBytes: number } | null, string, string]>([
    ['enough room', {}, { directory: '/tmp', freeBytes: 5 * GIB }, 'ok', ''],
    ['little room', {}, { directory: '/tmp', freeBytes: GIB / 2 }, 'warn', 'make room there, or set TMPDIR'],
    ['TMPDIR with a slash', { TMPDIR: '/tmp/' }, { directory: '/tmp', freeBytes: 5 * GIB }, 'ok', ''],
    [
      'TMPDIR that is missing',
      { TMPDIR: '/no/such' },
      { directory: '/tmp', freeBytes: 5 * GIB },
      'fail',
      'mkdir -p /no/such, or unset TMPDIR',
    ],
    [
      'TMPDIR that cannot be used',
      { TMPDIR: '/proc' },
      { directory: '/tmp', freeBytes: 5 * GIB },
      'fail',
      'let TMPDIR name a directory that you may write into, or unset TMPDIR',
    ],
    ['none at all', {}, null, 'fail', 'set TMPDIR to a directory that you may write into'],
  ])('%s', async (_, env, temporary, status, remedy) => {
    expect(await check(env, temporary)).toMatchObject({ status, remedy })
  })
})

describe('a proxy', () => {
  const PROXY = 'http://me:hunter2-Hunter2@proxy.example.com:3128'
  const project = (uri: string, env: Record<string, string>, words: string[] = []): DoctorSetup => {
    return { tree: { '.env': `MLFLOW_TRACKING_URI=${uri}\n` }, env, words }
  }

  it.each<[string, DoctorSetup, string]>([
    ['none', project('http://127.0.0.1:5000', {}), 'ok'],
    ['before this machine', project('http://127.0.0.1:5000', { HTTP_PROXY: PROXY }), 'warn'],
    ['before this machine, in lower case', project('http://localhost:5000', { http_proxy: PROXY }), 'warn'],
    ['before the network', project('http://10.1.2.3:5000', { ALL_PROXY: PROXY }), 'warn'],
    ['before a name of the network', project('http://mlflow:5000', { http_proxy: PROXY }), 'warn'],
    ['before IPv6', project('http://[::1]:5000', { http_proxy: PROXY }), 'warn'],
    ['of another scheme', project('http://127.0.0.1:5000', { HTTPS_PROXY: PROXY }), 'ok'],
    ['before a server of the internet', project('https://ml.example.com', { https_proxy: PROXY }), 'ok'],
    ['that is passed by', project('http://127.0.0.1:5000', { HTTP_PROXY: PROXY, NO_PROXY: 'x, 127.0.0.1' }), 'ok'],
    ['that a network passes by', project('http://10.1.2.3:5000', { HTTP_PROXY: PROXY, no_proxy: '10.0.0.0/8' }), 'ok'],
    ['that a domain passes by', project('http://ml.lan', { HTTP_PROXY: PROXY, no_proxy: '.lan' }), 'ok'],
    ['that all pass by', project('http://127.0.0.1:5000', { HTTP_PROXY: PROXY, no_proxy: '*' }), 'ok'],
    ['before a private server', project('http://127.0.0.1:5000', { HTTP_PROXY: PROXY }, ['--with-server']), 'ok'],
    ['before a file', project('sqlite:///x.db', { HTTP_PROXY: PROXY }), 'ok'],
  ])('%s', async (_, setup, status) => {
    const outcome = await checkProject(proxy, setup)
    expect(outcome).toMatchObject({ status })
    expect(JSON.stringify({ ...outcome, check: null })).not.toMatch(/hunter2|proxy\.example/)
  })

  it('is passed by with the line that is named, and what is passed by already', async () => {
    const env = { HTTP_PROXY: PROXY, NO_PROXY: 'x' }
    const { remedy } = await checkProject(proxy, project('http://127.0.0.1:5000', env))
    expect(remedy).toBe("export NO_PROXY='x,127.0.0.1' no_proxy='x,127.0.0.1'")
  })

  it.each([
    [{ no_proxy: 'a, b', NO_PROXY: 'c' }, 'a,b,h'],
    [{ no_proxy: '', NO_PROXY: 'c' }, 'c,h'],
    [{ no_proxy: 'h' }, 'h'],
    [{}, 'h'],
  ])('is passed by as well as what %o has', (env, value) => {
    expect(bypassLine(env, ['h'])).toBe(`export NO_PROXY='${value}' no_proxy='${value}'`)
  })

  it('that lets nothing pass is one failed check, whatever goes through it', async () => {
    const KEYS = `MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=${'labsecret'.repeat(4)}1234\n`
    const context = doctorContext({
      tree: {
        '.env': `${KEYS}MLFLOW_TRACKING_URI=http://ml.lab:5000\nMLFLOW_S3_ENDPOINT_URL=http://s3.lab\nMLFLOW_ARTIFACT_ROOT=s3://b\n`,
      },
      env: { HTTP_PROXY: PROXY, no_proxy: 'x' },
      answers: {
        bucket: {
          endpoint: 'http://s3.lab',
          finding: { kind: 'unreachable', reason: 'Connection refused', proxy: 'HTTP_PROXY', isOfProxy: true },
        },
        server: { finding: { kind: 'proxy', reason: 'the proxy does not answer', variable: 'HTTP_PROXY' } },
      },
    })
    const outcomes = await runChecks([proxy, ...STORE_CHECKS, ...SERVER_CHECKS], context, { known: CHECKS })
    const failed = outcomes.filter(({ status }) => status === 'fail' || status === 'warn')
    expect(failed).toMatchObject([
      {
        status: 'fail',
        found:
          'the proxy of HTTP_PROXY does not lead to s3.lab and ml.lab (Connection refused; the proxy does not answer)',
        where: 'HTTP_PROXY',
        remedy:
          "correct HTTP_PROXY, or start the proxy; or let the hosts pass it by: export NO_PROXY='x,s3.lab,ml.lab' no_proxy='x,s3.lab,ml.lab'",
      },
    ])
    for (const { check, cause } of outcomes.filter(
      ({ status, check }) => status === 'skip' && !['run-store', 'key-form'].includes(check.id),
    )) {
      expect([check.id, cause]).toEqual([check.id, 'proxy'])
    }
    for (const check of [STORE_CHECKS[0], SERVER_CHECKS[1]]) {
      const [alone] = await runChecks(check ? [check] : [], context, { known: CHECKS })
      expect(alone).toMatchObject({ status: 'fail', remedy: failed[0]?.remedy })
    }
  })
})
