// What Vitest calls before the first test that has a server.
import { join } from 'node:path'
import { execa } from 'execa'
import { Cleanup } from './cleanup.ts'
import { makeDatabase } from './database.ts'
import { pythonBin } from './paths.ts'
import { Postgres } from './postgres.ts'
import { createTables, postgresTemplate } from './postgres-template.ts'

export async function setup(): Promise<void> {
  await Promise.all([makeDatabase(), postgresTemplate().make(fillPostgres)])
}

async function fillPostgres(path: string): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const postgres = await Postgres.start(cleanup, 'nothing')
    await execa(join(pythonBin, 'python'), [createTables], { input: postgres.uri })
    await postgres.stop()
    await execa('cp', ['-a', postgres.data, path])
  } finally {
    await cleanup.run()
  }
}
