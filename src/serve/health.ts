import { setTimeout as delay } from 'node:timers/promises'
import { findPortHolder } from '../read/port-holder.ts'
import type { Address } from './address.ts'
import type { Tree } from './tree.ts'

/** Between two questions, in milliseconds. */
const PAUSE = 100
/** How long an answer may take, in milliseconds. */
const PATIENCE = 2_000

/** Waits until the server answers that it is well. Who listens must be of its tree: another server may answer first. */
export async function waitForHealth({ url, port }: Address, tree: Tree, signal: AbortSignal): Promise<void> {
  // Below MLflow 3.7 the page has no prefix.
  const pages = new Set([`${url.replace(/\/$/, '')}/health`, new URL('/health', url).href])
  while (!signal.aborted) {
    for (const page of pages) {
      if ((await ask(page)) === 'OK' && isOurs(port, tree)) return
    }
    await delay(PAUSE, undefined, { signal }).catch(() => {})
  }
}

function isOurs(port: number, tree: Tree): boolean {
  const pid = findPortHolder(port)?.process?.pid
  return pid === undefined || (tree.members()?.has(pid) ?? true)
}

/** The certificate is for the server's clients to judge: this asks who it has started itself. */
async function ask(page: string): Promise<string | null> {
  const { get } = page.startsWith('https:') ? await import('node:https') : await import('node:http')
  return new Promise((resolve) => {
    const request = get(page, { timeout: PATIENCE, agent: false, rejectUnauthorized: false }, (response) => {
      let text = ''
      response.setEncoding('latin1').on('data', (piece: string) => {
        text += piece.slice(0, 100)
      })
      response.once('close', () => resolve(response.statusCode === 200 ? text : null))
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(null))
  })
}
