/*
 * The modules that a server of MLflow 3.17 imports, by their first names: with SQLite, PostgreSQL and MySQL, S3, jobs,
 * uvicorn and gunicorn. Not those that Python has in itself or has loaded before it looks in the working directory, which no
 * file can replace, nor those that begin with `_`.
 */

/** Of the standard library. */
const STANDARD = `
  argparse array ast asyncio base64 bdb binascii bisect bz2 calendar cmath cmd code codeop collections colorsys concurrent
  configparser contextlib contextvars copy copyreg csv ctypes dataclasses datetime decimal difflib dis email enum fcntl
  fileinput fnmatch fractions ftplib functools getpass gettext glob graphlib grp gzip hashlib heapq hmac html http
  importlib inspect ipaddress json keyword linecache locale logging lzma math mimetypes mmap multiprocessing netrc numbers
  opcode operator optparse pathlib pdb pickle pkgutil platform pprint pydoc pyexpat queue quopri random re reprlib resource
  secrets select selectors shlex shutil signal smtplib socket socketserver sqlite3 ssl statistics string stringprep struct
  subprocess sysconfig tarfile tempfile termios textwrap threading timeit token tokenize tomllib traceback tty types typing
  unicodedata unittest urllib uuid warnings weakref webbrowser xml zipfile zlib zoneinfo`

/** Of packages that come with MLflow, or that a database or a store needs. */
const PACKAGES = `
  MySQLdb aiohappyeyeballs aiohttp aiosignal alembic annotated_doc annotated_types anyio attr blinker boto3 botocore
  cachetools certifi cffi charset_normalizer click cloudpickle cryptography databricks dateutil docker dotenv fastapi flask
  flask_cors flask_wtf frozenlist fsspec git google graphene graphql greenlet gunicorn h11 httptools huey idna
  importlib_metadata itsdangerous jinja2 jmespath joblib mako markupsafe mlflow multidict numpy opentelemetry packaging
  pandas prometheus_client prometheus_flask_exporter propcache psutil psycopg psycopg2 psycopg_binary pyarrow pydantic
  pydantic_core pymysql pytz requests s3transfer scipy six sklearn skops sniffio sqlalchemy sqlparse starlette
  typing_extensions typing_inspection urllib3 uvicorn uvloop watchfiles websockets werkzeug wrapt yaml yarl zipp`

const words = (text: string) => text.trim().split(/\s+/)
const NAMES: ReadonlySet<string> = new Set([...words(STANDARD), ...words(PACKAGES)])

/** Whether a server imports a module of this name. */
export function isImported(name: string): boolean {
  return NAMES.has(name)
}
