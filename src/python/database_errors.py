"""What the errors of SQLAlchemy and its drivers mean: whether a wait may help, and what is wrong.

`explain` returns a finding, a dictionary with `kind` (unreachable, refused) and `reason`; for unreachable `state`
(silent, full, starting, answered), for refused `cause`, and `grant`: the statement that permits it, if there is one.
"""

import errno
import os
import re
import ssl
import struct
from urllib.parse import quote, quote_plus

from database_statements import find_statement

MAX_REASON_LENGTH = 300
# Redacting a shorter secret would tell it by the places where it is missing.
MIN_SECRET_LENGTH = 4

# Databases' own messages name users and databases, never a password: a gap in them would tell what is missing there.
SAFE_MESSAGE = re.compile(
    "FATAL: |Access denied for user|Login failed for user|server does not support SSL|Connection refused"
)
# Options of a URI whose values are no secrets.
HARMLESS_OPTIONS = re.compile(
    "host|hostaddr|port|dbname|database|user|service|passfile|unix_socket|driver|charset|client_encoding|connect_timeout"
    "|application_name|target_session_attrs|require_auth|channel_binding|load_balance_hosts|(?:gss|krb|keepalives).*"
    "|ssl(?!password).*|tls.*|encrypt|trustservercertificate",
    re.IGNORECASE,
)
SECRET_NAME = re.compile("SECRET|TOKEN$|PASSWORD|PASSWD|_KEY$|API_?KEY", re.IGNORECASE)

# What no wait will mend, by the messages of PostgreSQL, libpq, PgBouncer, MySQL, SQL Server, ODBC and OpenSSL. Any
# other answer may be that of a database that starts, of a standby or of a pool.
CAUSES = {
    "other server": "invalid response to (?:SSL|GSSAPI)|expected authentication request|unsupported frontend protocol"
    "|packet sequence number|wrong version number|bad handshake|protocol version mismatch",
    "connect": "permission denied for database|access denied for user .* to database",
    "closed": "database .* is not currently accepting connections",
    "broken": "cannot connect to invalid database",
    "access": r"no pg_hba|pg_hba\.conf rejects|is not allowed to connect",
    "blocked": "is blocked because",
    "socket": "on socket .* failed: permission denied",
    "no tls": "does not support SSL|does(?:n't| not) support it",
    "tls only": "SSL (?:connection )?is required|SSL required|secure[_ ]transport",
    "tls": "no protocols available|unsupported protocol|alert protocol version|alert handshake failure",
    "no authority": r"root certificate file .* does not exist",
    "key file": "group or world access",
    "file": r"(?:certificate|private key) (?:revocation list )?file"
    "|could not load .*(?:key|certificate)|no certificate or crl found",
    "certificate name": "does not match host name|doesn't match|(?:hostname|ip address) mismatch",
    "client certificate": "certificate required|valid client certificate|certificate authentication failed"
    "|alert (?:bad |unknown |unsupported )?(?:certificate|ca)|unknown ca|bad certificate",
    "certificate expired": "certificate has expired|certificate is not yet valid",
    "certificate": "certificate verify failed",
    "no login": "not permitted to log in",
    "login": "authentication failed|no password supplied|password is required|role .* does not exist|no such user"
    "|access denied|login failed|no password assigned|account is locked|password has expired"
    "|must reset your password|authentication (?:method|plugin)|tenant or user not found",
    "database": "database .* does not exist|no such database|unknown database|cannot open database",
    "parameter": "unsupported startup parameter|unrecognized configuration parameter|invalid value for parameter"
    "|invalid command-line argument|permission denied to set|unknown system variable|unknown character set",
    "uri": "invalid port",
    "settings": r"invalid (?:connection option|integer value|\S+ value)|definition of service|service file"
    "|path .* is too long|weak sslmode|channel binding required|is not supported|cannot match .* hosts"
    "|data source name not found|can't open lib",
}
PATTERNS = {cause: re.compile(pattern, re.IGNORECASE) for cause, pattern in CAUSES.items()}
# What a database says that is there and takes no connection for now.
STATES = {
    "full": re.compile(
        r"too many (?:connections|clients)|connection slots|no more connections allowed|max_user_connections"
        "|resource limits? .* reached|query_wait_timeout",
        re.IGNORECASE,
    ),
    "starting": re.compile(
        "(?:starting up|shutting down|recovery mode|not yet accepting connections)|shutdown in progress"
        "|terminating connection due to administrator",
        re.IGNORECASE,
    ),
}
# The same by PostgreSQL's codes and by MySQL's numbers.
STATES_BY_CODE = {"53300": "full", "57P01": "starting", "57P02": "starting", "57P03": "starting"}
STATES_BY_NUMBER = {1040: "full", 1053: "starting", 1203: "full", 1226: "full"}
# What a driver and libpq put before the reason, each again.
REPEATED = re.compile(
    r"^(?:host: '[^']*', port: '[^']*', hostaddr: '[^']*': )?"
    r"(?:connection (?:failed|is bad): )?(?=connection to server )"
)
# libpq says this of what it was given, and with a server's name of a socket that nobody listens on.
UNUSABLE_SETTING = re.compile("connection is bad: (?!connection to server|could not|out of memory|no error)")

# The same for MySQL and MariaDB by number: a server may translate its texts.
# https://dev.mysql.com/doc/mysql-errors/8.4/en/
NUMBERS = {
    1044: "connect",
    1045: "login",
    1049: "database",
    1115: "parameter",
    1129: "blocked",
    1130: "access",
    1193: "parameter",
    1251: "login",
    1698: "login",
    1820: "login",
    1862: "login",
    2054: "login",
    2058: "login",
    2059: "login",
    2061: "login",
    3118: "login",
    3159: "tls only",
}
# Classes of PostgreSQL's codes: connection, rollback, resources, locks, operators (shutdown, start), system, internal.
PASSING_CODE = re.compile("08|40|53|55P03|57|58|XX")
NO_RIGHT = "42501"
FILE_ERRORS = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ELOOP)


def unreachable(reason, state="silent"):
    return {"kind": "unreachable", "reason": reason, "state": state}


def refused(cause, reason, grant=None):
    finding = {"kind": "refused", "cause": cause, "reason": reason}
    return finding if grant is None else {**finding, "grant": grant}


def explain(error, url):
    """An error of the connection, or of a question that MLflow asks as well."""
    original = getattr(error, "orig", None) or error
    lines = [clean(line, url) for line in split(original)]
    for line in lines:
        for cause, pattern in PATTERNS.items():
            if pattern.search(line):
                is_named = cause == "no authority" and ("sslrootcert" in url.query or "PGSSLROOTCERT" in os.environ)
                return refused("file" if is_named else cause, line, find_statement(cause, line, url))
    reason = find_reason(lines) or type(original).__name__
    cause = find_cause(error, original)
    if not cause:
        return unreachable(reason, find_state(original, reason))
    # A driver's other exceptions say little without their names.
    is_named = "SQLAlchemyError" in names_of(error) or reason == type(original).__name__
    reason = reason if is_named else f"{type(original).__name__}: {reason}"
    return refused(cause, reason)


def find_cause(error, original):
    """What is wrong by the kind of an error; None if a wait may help."""
    if "DBAPIError" in names_of(error):
        return find_answer(error, original)
    if isinstance(original, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(original, OSError):
        return "file" if original.errno in FILE_ERRORS else None
    # Half an answer, to drivers that are written in Python.
    if isinstance(original, (struct.error, EOFError)):
        return None
    # SQLAlchemy says so of parameters, Python of a host that can be none.
    if "ArgumentError" in names_of(error):
        return "settings"
    return "uri" if type(original) in (UnicodeError, UnicodeEncodeError) else "driver"


def find_answer(error, original):
    code, number = code_of(original), number_of(original)
    if number in NUMBERS:
        return NUMBERS[number]
    if code:
        if PASSING_CODE.match(code):
            return None
        return "rights" if code == NO_RIGHT else "query"
    if UNUSABLE_SETTING.match(str(original)):
        return "settings"
    never = {"ProgrammingError", "NotSupportedError", "DataError", "IntegrityError"}
    return "settings" if never & names_of(error) else None


def find_state(original, reason):
    """What a database says for now; `silent` if nothing of it has come."""
    code = code_of(original)
    known = STATES_BY_CODE.get(code) or STATES_BY_NUMBER.get(number_of(original))
    if known:
        return known
    said = next((state for state, pattern in STATES.items() if pattern.search(reason)), None)
    # Class 08 is the client's own: there is no connection.
    has_answered = "FATAL" in reason or (code is not None and not code.startswith("08"))
    return said or ("answered" if has_answered else "silent")


def code_of(original):
    """PostgreSQL's code of an error; None if it has none."""
    code = getattr(original, "sqlstate", None) or getattr(original, "pgcode", None)
    return code if isinstance(code, str) and re.fullmatch("[0-9A-Z]{5}", code) else None


def number_of(original):
    """MySQL's number of an error; None if it has none."""
    number = getattr(original, "errno", None) or next(iter(original.args), None)
    return number if isinstance(number, int) else None


def names_of(error):
    """The names of an error's classes: so SQLAlchemy need not be there."""
    return {of.__name__ for of in type(error).__mro__}


def split(error):
    """The lines of a driver's message. One driver raises PostgreSQL's fields in a dictionary."""
    fields = next(iter(error.args), None)
    text = f"{fields.get('S', '')}:  {fields['M']}" if isinstance(fields, dict) and "M" in fields else str(error)
    return [line.strip(" -\t") for line in text.splitlines() if line.strip(" -\t")]


def find_reason(lines):
    """The line of a driver's message that says what is wrong."""
    telling = [line for line in lines if "FATAL" in line] or [line for line in lines if "failed" in line] or lines[:1]
    return telling[-1] if telling else ""


def clean(text, url):
    """One line without secrets."""
    text = redact(text, secrets_of(url, os.environ))
    text = re.sub(r"(?<=://)[^\s\"'/]*@", "", text)
    text = REPEATED.sub("", text).rstrip(": \t\0")
    return re.sub(r"(?<=password=)(?:'[^']*'|\S+)", "***", text, flags=re.IGNORECASE)[:MAX_REASON_LENGTH]


def redact(text, secrets):
    """Replaces each secret, in any encoding that a URI may have it in."""
    if SAFE_MESSAGE.search(text):
        return text
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = text.replace(form, "***") if len(form) >= MIN_SECRET_LENGTH else text
    return text


def secrets_of(url, env):
    """The password of a SQLAlchemy URL, those of its options that may be secret, and the environment's."""
    secrets = [str(url.password or "")]
    for name, value in url.query.items():
        if not HARMLESS_OPTIONS.fullmatch(name):
            secrets += [value] if isinstance(value, str) else value
    return secrets + [value for name, value in env.items() if SECRET_NAME.search(name)]
