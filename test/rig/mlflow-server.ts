// An MLflow tracking server, started by whatever command a person would use.
import { setTimeout as delay } from 'node:timers/promises'
import type { Cleanup } from './cleanup.ts'
import { type Group, type GroupOptions, startGroup } from './process-group.ts'

export interface Server {
  readonly url: string
  readonly group: Group
  /** From the start of the command to the first answer of the health page. */
  readonly seconds: number
}

/** Starts the command and waits until MLflow answers at this port of 127.0.0.1. */
export async function startServer(
  cleanup: Cleanup,
  port: number,
  [command, ...args]: readonly [string, ...string[]],
  options: GroupOptions,
): Promise<Server> {
  const started = performance.now()
  const group = await startGroup(cleanup, command, args, options)
  // MLflow's first start on a busy machine can take a minute.
  await group.waitFor(/Application startup complete/, 120_000)
  const url = `http://127.0.0.1:${port}`
  await healthy(url, performance.now() + 30_000)
  return { url, group, seconds: (performance.now() - started) / 1000 }
}

/** The port opens a moment after that line, and no line says so. */
async function healthy(url: string, deadline: number): Promise<void> {
  const answer = await fetch(`${url}/health`)
    .then((response) => response.text())
    .catch((error: Error) => `${error.message}: ${error.cause}`)
  if (answer === 'OK') return
  if (performance.now() > deadline) throw new Error(`${url}/health: ${answer}`)
  await delay(50)
  return healthy(url, deadline)
}

/** How a run ended, and the last value of each of its metrics. */
export async function getRun(url: string, runId: string): Promise<{ status: string; metrics: Record<string, number> }> {
  const answer = await fetch(`${url}/api/2.0/mlflow/runs/get?run_id=${runId}`)
  const { run } = (await answer.json()) as {
    run: { info: { status: string }; data: { metrics?: { key: string; value: number }[] } }
  }
  const metrics = Object.fromEntries((run.data.metrics ?? []).map(({ key, value }) => [key, value]))
  return { status: run.info.status, metrics }
}

/** What the server answers when its page lists a run's artifacts: it asks the store with its own credentials. */
export async function listThroughServer(url: string, runId: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/api/2.0/mlflow/artifacts/list?run_id=${runId}`)
  return { status: answer.status, text: await answer.text() }
}
