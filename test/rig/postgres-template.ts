// The files of a PostgreSQL with MLflow's tables and nothing in them. MLflow takes seconds to create the tables, so they
// are created once for each installed Python, and tests of anything but a first start get a copy.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.ts'
import { type Template, template } from './template.ts'

/** Creates the tables in the database whose URI it gets on standard input. */
export const createTables = join(root, 'test', 'rig', 'create_tables.py')

export const postgresTemplate = (): Template => template('postgres', readFileSync(createTables))
