"""What database_statements.py lets an administrator run. PYTHONPATH names src/python."""

import unittest
from types import SimpleNamespace
from unittest import mock

import database_statements as statements

DENIED = 'FATAL:  permission denied for database "{}"'


def grant(database, **url):
    url = SimpleNamespace(**{"username": "mlflow", "query": {}, **url})
    return statements.find_statement("connect", DENIED.format(database), url)


class Statements(unittest.TestCase):
    def test_let_the_user_in_who_has_connected(self):
        self.assertEqual(grant("rodb"), "GRANT CONNECT ON DATABASE rodb TO mlflow")
        self.assertEqual(grant("x", query={"user": "other"}), "GRANT CONNECT ON DATABASE x TO other")
        with mock.patch.dict("os.environ", {"PGUSER": "third"}):
            self.assertEqual(grant("x", username=None), "GRANT CONNECT ON DATABASE x TO third")

    def test_are_none_without_a_name(self):
        with mock.patch.dict("os.environ", clear=True):
            self.assertIsNone(grant("x", username=None))
        url = SimpleNamespace(username="mlflow", query={})
        self.assertIsNone(statements.find_statement("login", DENIED.format("x"), url))
        self.assertIsNone(statements.find_statement("connect", 'FATAL:  permission denied for database "a', url))

    def test_quote_what_would_end_the_name_or_be_another_word(self):
        hostile = 'a" TO x; DROP TABLE "b'
        expected = 'GRANT CONNECT ON DATABASE "a"" TO x; DROP TABLE ""b" TO "user"'
        self.assertEqual(grant(hostile, username="user"), expected)
        for name in ("Mlflow", "2", "a-b", "a$b", "\u00e9", "select", "order", "a\n"):
            self.assertEqual(statements.quote_name(name), f'"{name}"')
        for name in ("mlflow_2", "_x", "selected"):
            self.assertEqual(statements.quote_name(name), name)


if __name__ == "__main__":
    unittest.main()
