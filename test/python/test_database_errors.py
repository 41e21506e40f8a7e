"""What database_errors.py makes of errors, those of drivers that no test has installed among them.

PYTHONPATH names src/python. The texts and numbers are those of the drivers' and databases' documentation.
"""

import ssl
import struct
import unittest
from types import SimpleNamespace
from unittest import mock

import database_errors as errors

URL = SimpleNamespace(drivername="postgresql+psycopg", username="me", password="s3cret", query={})


class SQLAlchemyError(Exception):
    pass


class DBAPIError(SQLAlchemyError):
    def __init__(self, original):
        super().__init__(f"(driver.{type(original).__name__}) {original}")
        self.orig = original


class OperationalError(DBAPIError):
    pass


class ProgrammingError(DBAPIError):
    pass


class DriverError(Exception):
    def __init__(self, *args, sqlstate=None):
        super().__init__(*args)
        self.sqlstate = sqlstate


def explain(*args, wrapper=OperationalError, sqlstate=None):
    return errors.explain(wrapper(DriverError(*args, sqlstate=sqlstate)), URL)


class Redaction(unittest.TestCase):
    def test_replaces_a_secret_in_every_encoding(self):
        text = "could not open p w/d, p%20w%2Fd or p+w%2Fd"
        self.assertEqual(errors.redact(text, ["p w/d"]), "could not open ***, *** or ***")

    def test_keeps_what_is_too_short_for_a_secret(self):
        self.assertEqual(errors.redact("the port is 543", ["543", ""]), "the port is 543")

    def test_keeps_the_databases_own_messages(self):
        for text in ("FATAL: no user mlflow", "Access denied for user 'mlflow'@'host'", "Connection refused by mlflow"):
            self.assertEqual(errors.redact(text, ["mlflow"]), text)

    def test_takes_all_options_for_secret_but_the_harmless_ones(self):
        options = {
            "sslmode": "require",
            "token": "second",
            "host": "db",
            "more": ("third", "fourth"),
            "sslpassword": "5",
        }
        url = SimpleNamespace(password="first", query={**options, "sslrootcert": "/etc/ca.pem"})
        env = {"PGPASSWORD": "sixth", "HOME": "/root"}
        self.assertEqual(errors.secrets_of(url, env), ["first", "second", "third", "fourth", "5", "sixth"])

    def test_leaves_logins_out_of_addresses_and_passwords_out_of_parameters(self):
        self.assertEqual(errors.clean("no postgresql://me:pw@h/d", URL), "no postgresql://h/d")
        self.assertEqual(
            errors.clean("missing = after host=h password='a b' x", URL), "missing = after host=h password=*** x"
        )

    def test_shortens(self):
        self.assertEqual(len(errors.clean("x" * 1000, URL)), errors.MAX_REASON_LENGTH)


class Reasons(unittest.TestCase):
    def test_takes_the_line_that_tells(self):
        lines = errors.split(Exception('to "db" failed:\n\tFATAL:  the system is starting up\n  - and more\n-\n'))
        self.assertEqual(errors.find_reason(lines), "FATAL:  the system is starting up")
        self.assertEqual(errors.find_reason(["one", "two failed", "three"]), "two failed")
        self.assertEqual(errors.find_reason(errors.split(Exception("\n  one \ntwo"))), "one")
        self.assertEqual(errors.find_reason([]), "")

    def test_says_the_address_once(self):
        reason = 'connection to server at "127.0.0.1", port 1 failed: Connection refused'
        for text in (
            reason,
            f"connection failed: {reason}",
            f"connection is bad: {reason}",
            f"host: 'a', port: '1', hostaddr: '127.0.0.1': connection failed: {reason}",
        ):
            self.assertEqual(explain(text)["reason"], reason)
        self.assertEqual(
            explain("received invalid response to SSL negotiation: \0")["reason"],
            "received invalid response to SSL negotiation",
        )

    def test_says_the_name_of_an_error_without_a_text(self):
        self.assertEqual(errors.explain(ValueError(), URL), errors.refused("driver", "ValueError"))

    def test_takes_the_line_that_no_wait_mends(self):
        text = "failed: Connection refused\n- host: 'b': failed: FATAL:  database \"x\" does not exist"
        self.assertEqual(explain(text)["cause"], "database")
        self.assertTrue(explain(text)["reason"].startswith("host: 'b'"))

    def test_reads_the_fields_of_postgresql(self):
        fields = {"S": "FATAL", "C": "28P01", "M": 'password authentication failed for user "me"'}
        self.assertEqual(
            explain(fields), errors.refused("login", 'FATAL:  password authentication failed for user "me"')
        )


class Causes(unittest.TestCase):
    def test_waits_for_what_a_wait_may_mend(self):
        for text in (
            "FATAL:  the database system is starting up",
            "FATAL:  the database system is shutting down",
            "FATAL:  the database system is in recovery mode",
            "FATAL:  the database system is not yet accepting connections",
            "FATAL:  sorry, too many clients already",
            "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            'FATAL:  too many connections for database "mlflow"',
            "FATAL:  terminating connection due to administrator command",
            "FATAL:  query_wait_timeout",
            "FATAL:  server login has been failing, cached error: connect failed (server_login_retry)",
            "connection failed: session is read-only",
            'connection is bad: connection to server on socket "/x/.s.PGSQL.5432" failed: No such file or directory',
            'connection is bad: could not translate host name "db" to address: Name or service not known',
            "server closed the connection unexpectedly",
            "connection timeout expired",
            "failed to resolve host 'db': [Errno -2] Name or service not known",
        ):
            self.assertEqual(explain(text)["kind"], "unreachable", text)
        for number, text in ((1040, "Too many connections"), (2003, "Can't connect to MySQL server on 'db' (111)")):
            self.assertEqual(explain(number, text)["kind"], "unreachable", text)
        for code in ("57P03", "53300", "08006", "40001", "55P03"):
            self.assertEqual(explain("x", sqlstate=code)["kind"], "unreachable", code)
        for error in (ConnectionResetError(104, "reset"), TimeoutError("timed out"), struct.error("short"), EOFError()):
            self.assertEqual(errors.explain(error, URL)["kind"], "unreachable", error)

    def test_tells_a_full_database_and_one_that_starts_from_a_silent_one(self):
        for state, text in (
            ("full", 'FATAL:  too many connections for role "mlflow"'),
            ("full", "FATAL:  sorry, too many clients already"),
            ("full", "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute"),
            ("full", "FATAL:  no more connections allowed (max_client_conn)"),
            ("full", "Too many connections"),
            ("starting", "FATAL:  the database system is starting up"),
            ("starting", "FATAL:  the database system is not yet accepting connections"),
            ("starting", "FATAL:  terminating connection due to administrator command"),
            ("answered", "FATAL:  server login has been failing, cached error: connect failed (server_login_retry)"),
            ("answered", "FATAL:  out of memory"),
            ("silent", "Connection refused"),
            ("silent", "server closed the connection unexpectedly"),
            ("silent", "failed to resolve host 'db': [Errno -2] Name or service not known"),
        ):
            self.assertEqual(explain(text)["state"], state, text)

    def test_tells_them_by_code_and_number_in_any_language(self):
        for code, state in (("53300", "full"), ("57P03", "starting"), ("XX000", "answered"), ("08006", "silent")):
            self.assertEqual(explain("auf Deutsch", sqlstate=code)["state"], state, code)
        for number, state in ((1040, "full"), (1226, "full"), (1053, "starting"), (2003, "silent")):
            self.assertEqual(explain(number, "auf Deutsch")["state"], state, number)

    def test_says_which_statement_permits_the_login(self):
        for grant, text in (
            ("GRANT CONNECT ON DATABASE runs TO me", 'FATAL:  permission denied for database "runs"'),
            ('GRANT CONNECT ON DATABASE "my ""runs" TO me', 'FATAL:  permission denied for database "my "runs"'),
            ('ALTER ROLE "A" LOGIN', 'FATAL:  role "A" is not permitted to log in'),
            (
                "ALTER DATABASE x ALLOW_CONNECTIONS true",
                'FATAL:  database "x" is not currently accepting connections',
            ),
            (None, 'FATAL:  role "x" does not exist'),
        ):
            self.assertEqual(explain(text).get("grant"), grant, text)

    def test_takes_a_file_of_an_authority_that_the_uri_names_for_a_wrong_path(self):
        url = SimpleNamespace(**{**vars(URL), "query": {"sslrootcert": "/x/ca.pem"}})
        error = OperationalError(DriverError('root certificate file "/x/ca.pem" does not exist'))
        self.assertEqual(errors.explain(error, url)["cause"], "file")
        with mock.patch.dict("os.environ", {"PGSSLROOTCERT": "/x/ca.pem"}):
            self.assertEqual(errors.explain(error, URL)["cause"], "file")

    def test_knows_what_no_wait_mends(self):
        for cause, text in (
            ("login", 'FATAL:  role "x" does not exist'),
            ("login", "FATAL:  no such user: x"),
            ("login", "fe_sendauth: no password supplied"),
            ("login", "[28000] Login failed for user 'sa'. (18456)"),
            ("login", "FATAL:  server login has been failing, cached error: password authentication failed for user"),
            ("database", "FATAL:  no such database: x"),
            ("closed", 'FATAL:  database "x" is not currently accepting connections'),
            ("broken", 'FATAL:  cannot connect to invalid database "x"'),
            ("connect", "Access denied for user 'x'@'%' to database 'y'"),
            ("blocked", "Host '10.0.0.1' is blocked because of many connection errors"),
            ("socket", 'connection to server on socket "/x/.s.PGSQL.1" failed: Permission denied'),
            ("client certificate", 'FATAL:  certificate authentication failed for user "x"'),
            ("client certificate", "FATAL:  connection requires a valid client certificate"),
            ("uri", 'connection is bad: invalid port number: "99999"'),
            ("access", 'FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "x", database "y", no encryption'),
            ("connect", 'FATAL:  permission denied for database "x"'),
            ("no login", 'FATAL:  role "x" is not permitted to log in'),
            ("no tls", "server does not support SSL, but SSL was required"),
            ("tls only", "FATAL:  SSL required"),
            ("no authority", 'root certificate file "/x/ca.pem" does not exist'),
            ("file", 'could not read root certificate file "/x/ca.pem": no SSL error reported'),
            (
                "key file",
                'private key file "/x/key.pem" has group or world access; file must have permissions u=rw (0600)',
            ),
            ("certificate name", 'server certificate for "a" does not match host name "b"'),
            ("certificate", "SSL error: certificate verify failed"),
            ("client certificate", "SSL error: tlsv13 alert certificate required"),
            ("certificate expired", "certificate verify failed: certificate has expired (_ssl.c:1006)"),
            ("certificate name", "certificate verify failed: Hostname mismatch, certificate is not valid for 'h'"),
            ("parameter", "FATAL:  unsupported startup parameter: extra_float_digits"),
            ("parameter", 'FATAL:  unsupported startup parameter in options: "statement_timeout"'),
            ("parameter", 'FATAL:  unrecognized configuration parameter "x"'),
            ("other server", "received invalid response to SSL negotiation: H"),
            ("other server", "expected authentication request from server, but received H"),
            ("settings", 'connection is bad: definition of service "x" not found'),
            ("settings", "connection is bad: something that a later libpq refuses"),
            ("settings", "('IM002', '[IM002] Data source name not found and no default driver specified')"),
        ):
            self.assertEqual(explain(text).get("cause"), cause, text)
        self.assertEqual(explain("anything", wrapper=ProgrammingError)["cause"], "settings")

    def test_knows_mysqls_numbers_in_any_language(self):
        for number, cause in (
            (1045, "login"),
            (1049, "database"),
            (1130, "access"),
            (1044, "connect"),
            (3159, "tls only"),
            (1193, "parameter"),
        ):
            self.assertEqual(explain(number, "auf Deutsch")["cause"], cause)
        text = "Can't connect to MySQL server on 'db' ([SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed)"
        self.assertEqual(explain(2003, text)["cause"], "certificate")

    def test_knows_postgresqls_codes_after_the_login(self):
        self.assertEqual(explain("kein Recht", wrapper=ProgrammingError, sqlstate="42501")["cause"], "rights")
        self.assertEqual(explain("x", wrapper=ProgrammingError, sqlstate="42P01")["cause"], "query")

    def test_names_what_a_driver_raises_apart_from_its_own_errors(self):
        self.assertEqual(errors.explain(TypeError("bytes"), URL), errors.refused("driver", "TypeError: bytes"))
        for error, cause in (
            (UnicodeError("label empty or too long"), "uri"),
            (UnicodeDecodeError("utf-8", b"x", 0, 1, "invalid"), "driver"),
            (type("ArgumentError", (SQLAlchemyError,), {})("number of hosts and ports don't match"), "settings"),
        ):
            self.assertEqual(errors.explain(error, URL)["cause"], cause, error)
        text = "'cryptography' package is required for caching_sha2_password"
        self.assertEqual(errors.explain(RuntimeError(text), URL)["cause"], "driver")
        self.assertEqual(errors.explain(FileNotFoundError(2, "No such file", "/x/ca.pem"), URL)["cause"], "file")
        self.assertEqual(errors.explain(ssl.SSLCertVerificationError(1, "x"), URL)["cause"], "certificate")
        self.assertNotIn("s3cret", str(errors.explain(ValueError("no s3cret"), URL)))


if __name__ == "__main__":
    unittest.main()
