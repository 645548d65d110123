"""What the database lets a service's role do beyond its own schema."""

from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import TupleRow

from services.kit.settings import SERVICES

ROLES_AND_SCHEMAS: LiteralString = """
    WITH role AS (SELECT oid, rolname, replace(rolname, %(prefix)s || '_', '') AS service FROM pg_roles
                  WHERE rolname = ANY(%(roles)s)),
         schema AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
         tables AS (SELECT c.oid, c.relname, c.relowner, schema.nspname FROM pg_class c
                    JOIN schema ON schema.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f'))
"""
TOO_MUCH: LiteralString = (
    ROLES_AND_SCHEMAS
    + """
    SELECT service || ' may ' || power || ' ' || nspname || '.' || relname
      FROM role, tables, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
           AS power
     WHERE nspname NOT IN (service, service || '_jobs') AND has_table_privilege(role.oid, tables.oid, power)
    UNION ALL
    SELECT service || ' may ' || power || ' its own audit' FROM role,
           unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS power
     WHERE has_table_privilege(role.oid, service || '.audit', power)
        OR has_any_column_privilege(role.oid, service || '.audit', 'UPDATE')
    UNION ALL
    SELECT service || ' may change its own ' || kept FROM role, unnest(ARRAY['alembic_version', 'data_version']) AS kept
     WHERE has_table_privilege(role.oid, service || '.' || kept, 'INSERT, UPDATE, DELETE, TRUNCATE')
    UNION ALL
    SELECT service || ' may create in ' || nspname FROM role, schema
     WHERE has_schema_privilege(role.oid, schema.oid, 'CREATE')
    UNION ALL
    SELECT service || ' may look into ' || nspname FROM role, schema
     WHERE nspname = ANY(%(others)s) AND nspname NOT IN (service, service || '_jobs')
       AND has_schema_privilege(role.oid, schema.oid, 'USAGE')
    UNION ALL
    SELECT service || ' may create schemas' FROM role
     WHERE has_database_privilege(role.oid, current_database(), 'CREATE')
    UNION ALL
    SELECT service || ' owns ' || nspname || '.' || relname FROM role JOIN tables ON relowner = role.oid
    UNION ALL
    SELECT service || ' owns schema ' || nspname FROM role JOIN pg_namespace n ON n.nspowner = role.oid
    UNION ALL
    SELECT service || ' has powers over the whole server' FROM role JOIN pg_roles USING (rolname)
     WHERE rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication
    UNION ALL
    SELECT service || ' is also ' || r.rolname FROM role JOIN pg_auth_members m ON m.member = role.oid
      JOIN pg_roles r ON r.oid = m.roleid
    ORDER BY 1
    """
)


def too_much(owner: Connection[TupleRow], prefix: str) -> list[str]:
    """Every power that a service's role should not have, in words."""
    others = [name for service in SERVICES for name in (service, f"{service}_jobs")]
    values: dict[str, Any] = {
        "prefix": prefix,
        "roles": [f"{prefix}_{service}" for service in SERVICES],
        "others": others,
    }
    return [row[0] for row in owner.execute(TOO_MUCH, values)]
