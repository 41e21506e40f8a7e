"""The statements by which an administrator of PostgreSQL lets a user in who was refused."""

import os
import re

# PostgreSQL's keywords that are no names without quotes.
KEYWORDS = re.compile(
    "all|analyse|analyze|and|any|array|as|asc|asymmetric|authorization|between|bigint|binary|bit|"
    "boolean|both|case|cast|char|character|check|coalesce|collate|collation|column|concurrently|"
    "constraint|create|cross|current_catalog|current_date|current_role|current_schema|current_time|"
    "current_timestamp|current_user|dec|decimal|default|deferrable|desc|distinct|do|else|end|except|"
    "exists|extract|false|fetch|float|for|foreign|freeze|from|full|grant|greatest|group|grouping|"
    "having|ilike|in|initially|inner|inout|int|integer|intersect|interval|into|is|isnull|join|json|"
    "json_array|json_arrayagg|json_exists|json_object|json_objectagg|json_query|json_scalar|"
    "json_serialize|json_table|json_value|lateral|leading|least|left|like|limit|localtime|"
    "localtimestamp|merge_action|national|natural|nchar|none|normalize|not|notnull|null|nullif|"
    "numeric|offset|on|only|or|order|out|outer|overlaps|overlay|placing|position|precision|primary|"
    "real|references|returning|right|row|select|session_user|setof|similar|smallint|some|substring|"
    "symmetric|system_user|table|tablesample|then|time|timestamp|to|trailing|treat|trim|true|union|"
    "unique|user|using|values|varchar|variadic|verbose|when|where|window|with|xmlattributes|"
    "xmlconcat|xmlelement|xmlexists|xmlforest|xmlnamespaces|xmlparse|xmlpi|xmlroot|xmlserialize|xmltable"
)

# By the cause: what PostgreSQL says, with the name as it has it, and the statement.
STATEMENTS = {
    "connect": (r'permission denied for database "(.+)"', "GRANT CONNECT ON DATABASE {named} TO {user}"),
    "closed": (r'database "(.+)" is not currently', "ALTER DATABASE {named} ALLOW_CONNECTIONS true"),
    "no login": (r'role "(.+)" is not permitted', "ALTER ROLE {named} LOGIN"),
}


def find_statement(cause, line, url):
    """The statement that permits it; None for other causes and other databases, and without the name of the user."""
    message, statement = STATEMENTS.get(cause, ("", ""))
    named, user = re.search(message, line), user_of(url)
    if not statement or not named or ("{user}" in statement and not user):
        return None
    return statement.format(named=quote_name(named[1]), user=quote_name(user or ""))


def user_of(url):
    """The user that libpq takes, unless a file of services or the system names one."""
    given = url.query.get("user")
    return (given if isinstance(given, str) else None) or url.username or os.environ.get("PGUSER")


def quote_name(name):
    """A name in a statement, as PostgreSQL's quote_ident() writes it."""
    if re.fullmatch("[a-z_][a-z0-9_]*", name) and not KEYWORDS.fullmatch(name):
        return name
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
