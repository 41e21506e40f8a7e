import { display } from '../env-files/find.ts'
import type { Failure } from '../model/failure.ts'
import { HOLDS_NOTHING } from '../python/is-empty.ts'
import { ask } from '../python/run-script.ts'
import type { Finding } from './check-result.ts'
import type { CheckContext } from './context.ts'

/*
 * MLflow retries a refused login for minutes, in silence. A database that does not answer yet is another matter: it may
 * be starting too, as with a compose file. MLflow itself is not imported, which would take longer than the start.
 */
const SCRIPT = `
import glob, importlib.util, json, os, re, sys, time
from urllib.parse import quote, quote_plus

def say(kind, **more):
    print(json.dumps({"kind": kind, **more}), flush=True)

# A database's own words name users and databases, never a password: a gap in them would tell what is missing there.
SERVERS = re.compile("FATAL: |Access denied for user|Login failed for user|server does not support SSL|Connection refused")
HARMLESS = ("host", "hostaddr", "port", "sslmode", "ssl", "connect_timeout", "application_name", "charset", "target_session_attrs")

def reason(error, url):
    lines = [line.strip(" -\\t") for line in str(getattr(error, "orig", None) or error).splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line] or [line for line in lines if "failed" in line] or lines[:1]
    text = telling[-1] if telling else type(error).__name__
    if SERVERS.search(text):
        return text[:300]
    # What is shorter would be told by the places where it is gone.
    secrets = [str(url.password or "")]
    for name, value in url.query.items():
        if name not in HARMLESS:
            secrets += [value] if isinstance(value, str) else value
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = text.replace(form, "***") if len(form) > 3 else text
    return text[:300]

# What no wait will mend. Any other answer may be that of a start, a standby or a pool.
REFUSED = re.compile(
    "authentication failed|no password supplied|no pg_hba|pg_hba.conf rejects|role .* does not exist|database .* does not exist"
    "|no such (?:user|database)|permission denied for database|not permitted to log in|not currently accepting connections"
    "|Access denied|Unknown database|is not allowed to connect|Login failed|Cannot open database",
    re.I,
)
WRONG = re.compile("invalid (?:connection option|port|integer value|sslmode|.* value)|does not support SSL|is not supported", re.I)

def connect(uri):
    import sqlalchemy
    try:
        url = sqlalchemy.make_url(uri)
        known = url.get_driver_name() in ("psycopg", "psycopg2", "pymysql", "mysqldb")
        options = {"connect_timeout": 10} if known else {}
        engine = sqlalchemy.create_engine(url, connect_args=options, poolclass=sqlalchemy.pool.NullPool)
    except Exception:
        # Its text may quote the URI. MLflow will say what it does not like.
        sys.exit()
    told = False
    while True:
        try:
            connection = engine.connect()
            if told:
                say("answers")
            return lambda query: [tuple(row) for row in connection.execute(sqlalchemy.text(query))]
        except Exception as error:
            if not isinstance(error, (sqlalchemy.exc.DBAPIError, OSError)):
                sys.exit()
            text = reason(error, url)
            if REFUSED.search(text) or WRONG.search(text):
                say("refused", reason=text)
                sys.exit()
            if not told:
                say("unreachable", reason=text)
            told = True
            time.sleep(1)

def open_file(path):
    import pathlib, sqlite3
    if not os.path.exists(path) or not os.path.getsize(path):
        sys.exit()
    database = sqlite3.connect(pathlib.Path(path).absolute().as_uri() + "?mode=ro", uri=True, timeout=2)
    return lambda query: database.execute(query).fetchall()
${HOLDS_NOTHING}
def versions(query):
    try:
        return {version for (version,) in query("SELECT version_num FROM alembic_version")}
    except Exception:
        # A new database has no tables yet.
        return set()

def check_schema(query, is_file):
    folder = os.path.dirname(importlib.util.find_spec("mlflow").origin)
    above, below = set(), set()
    for name in glob.glob(os.path.join(folder, "store", "db_migrations", "versions", "*.py")):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        above.update(re.findall(r"^revision\\b.*=\\s*['\\"](\\w+)", text, re.M))
        for line in re.findall(r"^down_revision\\b.*=(.*)", text, re.M):
            below.update(re.findall(r"['\\"](\\w+)", line))
    heads = above - below
    found = versions(query)
    if is_file and query("SELECT 1 FROM sqlite_master") and holds_nothing(query):
        say("half-made")
    elif found and heads and not found & heads:
        say("schema", found=min(found), expected=min(heads), newer=not found & above)

def check_experiments(query, mode):
    rows = query("SELECT name, artifact_location FROM experiments WHERE lifecycle_stage = 'active'")
    # As MLflow would serve it now, or past it.
    past = [(name, where) for name, where in rows if where and where.startswith("mlflow-artifacts:") == (mode == "direct")]
    if past:
        say("experiments", names=[name for name, _ in past[:3]], count=len(past))

mode, path = sys.argv[1:]
query = open_file(path) if path else connect(os.environ["MLFLOW_BACKEND_STORE_URI"])
for check in (lambda: check_schema(query, bool(path)), lambda: check_experiments(query, mode)):
    try:
        check()
    except Exception:
        pass
`

/** What a database URI with a driver or none begins with; other stores have no database to ask. */
const DATABASE = /^(?:postgres|mysql|mariadb|mssql)[a-z0-9]*(?:\+\w+)?:\/\//i

/** Looks at the login, the schema and the experiments' locations. */
export function checkDatabase(plan: CheckContext, report: (finding: Finding) => void): void {
  const { backendStoreUri, artifacts } = plan.settings
  const { databaseFile: file } = plan
  if (file === null && !DATABASE.test(backendStoreUri.value)) return
  ask(plan, { script: SCRIPT, args: [artifacts.mode, file ?? ''] }, (found) => {
    for (const finding of interpret(found, plan)) report(finding)
  })
}

function interpret(
  found: Record<string, unknown>,
  { settings, installation, databaseFile, cwd }: CheckContext,
): Finding[] {
  const { origin, value: uri } = settings.backendStoreUri
  switch (found.kind) {
    case 'refused':
      return [{ kind: 'ends', failure: { code: 'database-refused', origin, reason: String(found.reason) } }]
    case 'unreachable': {
      const reason = String(found.reason)
      return [
        { kind: 'told', warning: { code: 'database-silent', origin, reason } },
        { kind: 'explains', failure: { code: 'database-unreachable', origin, reason } },
      ]
    }
    case 'answers':
      return [{ kind: 'explains', failure: null }]
    case 'half-made':
      return [
        {
          kind: 'explains',
          failure: { code: 'database-half-made', origin, display: display(cwd, databaseFile ?? '') },
        },
      ]
    case 'schema': {
      const [version, expected] = [String(found.found), String(found.expected)]
      const code = found.newer === true ? 'database-newer' : 'database-unmigrated'
      const failure = { code, origin, version, expected, python: installation.python, uri } as Failure
      return [{ kind: 'explains', failure }]
    }
    case 'experiments': {
      const { mode } = settings.artifacts
      const [names, count] = [(found.names as unknown[]).map(String), Number(found.count)]
      return [{ kind: 'told', warning: { code: 'experiments-elsewhere', names, count, direct: mode === 'direct' } }]
    }
    default:
      return []
  }
}
