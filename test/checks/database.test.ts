import { describe, expect, it } from 'vitest'
import { artifactLocations } from '../../src/checks/artifact-locations.ts'
import { databaseLogin } from '../../src/checks/database-login.ts'
import { databaseRights } from '../../src/checks/database-rights.ts'
import { databaseSchema } from '../../src/checks/database-schema.ts'
import { runCheck, runningContext } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const CHECKS = [databaseLogin, databaseRights, databaseSchema, artifactLocations]
const VARIABLE = 'MLFLOW_BACKEND_STORE_URI'
const POSTGRES = { env: { MLFLOW_BACKEND_STORE_URI: 'postgresql://mlflow:S3cret@db/mlflow' } }
const postgres = (more: Setup = {}) => runningContext({ ...POSTGRES, ...more })
const sqlite = runningContext({}, { databaseFile: '/project/mlflow.db' })

describe('the database checks', () => {
  it('run one probe, which holds no secret', () => {
    const probes = CHECKS.flatMap((check) => runCheck(check, postgres()).probes)
    expect(new Set(probes.map((probe) => JSON.stringify(probe))).size).toBe(1)
    expect(probes[0]).toEqual({ script: 'check_database.py', args: ['local', '', VARIABLE], subject: 'the database' })
    expect(runCheck(databaseSchema, sqlite).probes).toEqual([
      { script: 'check_database.py', args: ['local', '/project/mlflow.db', VARIABLE], subject: 'the database' },
    ])
  })

  it.each(['./mlruns', 'databricks', 'file:///srv/mlruns'])('ask nothing of a store without a database: %s', (uri) => {
    const context = runningContext({ env: { MLFLOW_BACKEND_STORE_URI: uri } })
    expect(CHECKS.flatMap((check) => runCheck(check, context).probes)).toEqual([])
  })

  it('find nothing in responses to the others', () => {
    const responses = [
      { kind: 'refused', cause: 'login', reason: 'x' },
      { kind: 'rights', missing: 'create', grant: 'GRANT' },
      { kind: 'schema' },
      { kind: 'experiments', names: [], count: 0 },
    ]
    const counts = CHECKS.map((check) => runCheck(check, postgres(), responses).findings.length)
    expect(counts).toEqual([1, 1, 1, 1])
  })
})

describe('the other databases', () => {
  const of = (registry: string, replica: string) => {
    const others = { MLFLOW_REGISTRY_STORE_URI: registry, MLFLOW_READ_REPLICA_BACKEND_STORE_URI: replica }
    return runningContext({ env: { ...POSTGRES.env, ...others } })
  }

  it('are asked too, each by its own variable', () => {
    const context = of('postgresql://h/registry', 'postgresql://h/replica')
    const args = runCheck(databaseLogin, context).probes.map((probe) => probe.args)
    expect(args.slice(1)).toEqual([
      ['registry', '', 'MLFLOW_REGISTRY_STORE_URI'],
      ['replica', '', 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI'],
    ])
    const { findings } = runCheck(databaseLogin, context, [{ kind: 'refused', cause: 'login', reason: 'x' }])
    const message = expect.stringMatching(/^MLFLOW_REGISTRY_STORE_URI in the environment: the database refuses/)
    expect(findings[1]).toMatchObject({ effect: 'stop', diagnostic: { message } })
  })

  it('are not asked if they are the same, or files', () => {
    expect(runCheck(databaseLogin, of(POSTGRES.env.MLFLOW_BACKEND_STORE_URI, 'sqlite:///r.db')).probes.length).toBe(1)
  })
})

describe('the login', () => {
  it('stops the server if it is refused', () => {
    const { findings } = runCheck(databaseLogin, postgres(), [
      { kind: 'refused', cause: 'login', reason: 'no such user' },
    ])
    expect(findings).toMatchObject([{ effect: 'stop', diagnostic: { code: 'database-refused', severity: 'error' } }])
  })

  it.each([
    ['login', 'the database refuses the connection (x): correct the user and the password'],
    ['other server', 'what answers is not the database that the URI names (x): correct the host and the port'],
    [
      'no tls',
      'offers no TLS, which this client asks for (x): enable TLS in the database, or do not ask for it (sslmode in',
    ],
    ['certificate', "is not trusted (x): name the file with its authority's certificate (sslrootcert in the URI)"],
    ['uri', 'the URI of the database cannot be read (x): correct its form, such as postgresql://'],
    ['socket', "refuses the connection (x): let this user enter the socket's directory, or name a host in the URI"],
    ['encoding', '(SQL_ASCII), and the driver returns bytes for text (x): add client_encoding=utf8 to the parameters'],
  ])('says what to do if the cause is: %s', (cause, text) => {
    const [finding] = runCheck(databaseLogin, postgres(), [{ kind: 'refused', cause, reason: 'x' }]).findings
    expect(finding?.effect === 'stop' ? finding.diagnostic.message : null).toContain(text)
  })

  it('names the settings of MySQL for MySQL', () => {
    const uri = 'mysql+pymysql://me:pw@db/mlflow'
    const context = runningContext({ env: { MLFLOW_BACKEND_STORE_URI: uri } })
    const { findings } = runCheck(databaseLogin, context, [{ kind: 'refused', cause: 'tls only', reason: 'x' }])
    const message = expect.stringMatching(
      /accepts connections with TLS only \(x\): ask for TLS \(MLFLOW_MYSQL_SSL_CA\)$/,
    )
    expect(findings).toMatchObject([{ diagnostic: { message } }])
  })

  it('repeats the statement that permits it', () => {
    const grant = 'ALTER ROLE mlflow LOGIN'
    const { findings } = runCheck(databaseLogin, postgres(), [
      { kind: 'refused', cause: 'no login', reason: 'x', grant },
    ])
    const message = expect.stringMatching(
      /refuses the connection \(x\): let an administrator run 'ALTER ROLE mlflow LOGIN'/,
    )
    expect(findings).toMatchObject([{ diagnostic: { message } }])
  })

  it.each([
    ['full', /the database took no more connections \(x\): close other connections, or raise the limit$/],
    ['starting', /the database was never ready \(x\): look at its log, or wait longer with --ready-timeout$/],
    [
      'answered',
      /the database accepted no connection \(x\): look at its log, and if a pool is in front of it, at that of/,
    ],
    ['silent', /the database never answered \(x\): check that it is running/],
  ])('says at the end what was the matter if it was: %s', (state, says) => {
    const { findings } = runCheck(databaseLogin, postgres(), [{ kind: 'unreachable', reason: 'x', state }])
    expect(findings[1]).toMatchObject({ effect: 'cause', diagnostic: { message: expect.stringMatching(says) } })
  })

  it('keeps the last reason for later, and warns once', () => {
    const responses = ['Connection refused', 'starting up'].map((reason) => ({
      kind: 'unreachable',
      reason,
      state: 'silent',
    }))
    const { findings } = runCheck(databaseLogin, postgres(), responses)
    expect(findings.map(({ effect }) => effect)).toEqual(['warning', 'cause', 'cause'])
    expect(findings[2]).toMatchObject({ diagnostic: { message: expect.stringContaining('starting up') } })
  })

  it('is the cause if SQLite cannot read the file', () => {
    const { findings } = runCheck(databaseLogin, sqlite, [{ kind: 'unreadable', reason: 'database is locked' }])
    const message = expect.stringMatching(/SQLite cannot read 'mlflow\.db' \(database is locked\): /)
    expect(findings).toMatchObject([{ effect: 'cause', diagnostic: { message } }])
  })

  it('is a warning at once and a cause for later if nobody answers, until somebody does', () => {
    const responses = [{ kind: 'unreachable', reason: 'Connection refused', state: 'silent' }, { kind: 'answers' }]
    expect(runCheck(databaseLogin, postgres(), responses).findings).toMatchObject([
      {
        effect: 'warning',
        diagnostic: {
          code: 'database-unreachable',
          severity: 'warning',
          message: expect.stringContaining('answer yet (Connection refused): trying again'),
        },
      },
      {
        effect: 'cause',
        diagnostic: {
          code: 'database-unreachable',
          severity: 'error',
          message: expect.stringContaining('never answered (Connection refused)'),
        },
      },
      { effect: 'resolved' },
    ])
  })
})

describe('the rights', () => {
  const grant = 'GRANT USAGE, CREATE ON SCHEMA public TO mlflow'
  const find = (response: Readonly<Record<string, unknown>>) =>
    runCheck(databaseRights, postgres(), [response]).findings

  it('stop the server if its start needs more, with the statement that grants it', () => {
    const rights = { kind: 'rights', missing: 'create', grant }
    const message = expect.stringContaining(
      `may not create MLflow's tables: let an administrator of this database run '${grant}'`,
    )
    expect(find({ ...rights, isSure: true })).toMatchObject([
      { effect: 'stop', diagnostic: { severity: 'error', message } },
    ])
    expect(find({ ...rights, isSure: false })).toMatchObject([{ effect: 'cause' }])
  })

  it.each([
    [
      { why: 'standby', isEmpty: false },
      'warning',
      /is a standby, .* so nothing can be logged: name the host of the primary/,
    ],
    [{ why: 'standby', isEmpty: true }, 'stop', /so MLflow's tables cannot be filled: /],
    [{ why: 'setting', source: 'client', grant: null, isEmpty: false }, 'warning', /: remove the setting from the URI/],
    [{ why: 'setting', source: 'user', grant: 'ALTER x', isEmpty: true }, 'stop', /run 'ALTER x'$/],
    [{ why: 'server', isEmpty: true }, 'cause', /set read_only to OFF$/],
  ])('are said if nothing can be written: %j', (response, effect, message) => {
    const expected = { code: 'database-writes-refused', message: expect.stringMatching(message) }
    expect(find({ kind: 'read-only', ...response })).toMatchObject([{ effect, diagnostic: expected }])
  })
})

describe('the schema', () => {
  const schema = { kind: 'schema', found: 'aaa', expected: 'bbb' }
  const message = (context: typeof sqlite, response: Readonly<Record<string, unknown>>) => {
    const [finding] = runCheck(databaseSchema, context, [response]).findings
    return finding?.effect === 'cause' ? finding.diagnostic.message : null
  }

  it('is the cause if it is too old, with the command that upgrades it', () => {
    expect(message(sqlite, schema)).toMatch(/'\/venv\/bin\/python -m mlflow db upgrade sqlite:\/\/\/mlflow\.db'$/)
  })

  it('does not show the password in that command, nor keep it in the diagnostic', () => {
    expect(message(postgres(), schema)).toMatch(/upgrade postgresql:\/\/db\/mlflow' with the user and password added$/)
    const { findings } = runCheck(databaseSchema, postgres(), [schema])
    expect(JSON.stringify(findings)).not.toContain('S3cret')
  })

  it('is the cause if it is too new, or incomplete', () => {
    expect(message(sqlite, { ...schema, newer: true })).toMatch(/newer than this MLflow/)
    expect(message(sqlite, { kind: 'half-made' })).toMatch(/: delete 'mlflow\.db' and start again$/)
  })
})

describe('the artifact locations of experiments', () => {
  const response = { kind: 'experiments', names: ['a', 'b', 'c'], count: 9 }

  it.each<[Setup, RegExp]>([
    [{}, /^the experiments 'a', 'b', 'c' and 6 more keep their old artifact location: clients reach it directly/],
    [{ words: ['--default-artifact-root', 's3://b'] }, /: clients reach it through the server, not directly$/],
  ])('are a warning if they differ from the setting: %j', (setup, expected) => {
    expect(runCheck(artifactLocations, postgres(setup), [response]).findings).toMatchObject([
      { effect: 'warning', diagnostic: { severity: 'warning', message: expect.stringMatching(expected) } },
    ])
  })
})
