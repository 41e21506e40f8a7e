import { isBypassed } from '../mlflow/presigned.ts'
import type { ArtifactSettings } from '../mlflow/settings.ts'
import { COMMAND_NAME, formatUri, printable } from '../model/format.ts'
import type { KeptEvent, ReadyEvent, ServerEvent, StoppedEvent } from '../server/events.ts'
import { clientNeeds } from './client-needs.ts'

type ProgressOfEnd = Extract<ServerEvent, { readonly type: 'stop-progress' }>

export function readyLine({ version, url, workers, seconds, artifacts }: ReadyEvent): string {
  const count = `${workers} ${workers === 1 ? 'worker' : 'workers'}`
  return `MLflow ${version} is ready at ${printable(url)} (${count}, ${seconds.toFixed(1)} s; ${artifactsText(artifacts)})\n`
}

/** The line of the configuration block about a command's private server. */
export function privateServerRow(version: string, account: string, artifacts: ArtifactSettings): string {
  return `  Private Server: MLflow ${printable(version)}, AWS credentials ${account}; ${artifactsText(artifacts)}\n`
}

function artifactsText(artifacts: ArtifactSettings): string {
  const { mode, destination, defaultRoot } = artifacts
  switch (mode) {
    case 'proxied':
      return `artifacts proxied to ${formatUri(destination?.value ?? '')}${isBypassed(artifacts) ? ' and by presigned URLs' : ''}, ${clientNeeds(artifacts)}`
    case 'direct':
      return `artifacts directly at ${formatUri(defaultRoot?.value ?? '')}, clients need their own credentials`
    case 'local':
      return `artifacts in ${formatUri(destination?.value ?? './mlartifacts')} of this machine, through the server`
  }
}

export function progressText(version: string, seconds: number): string {
  return `${COMMAND_NAME}: MLflow ${version} is starting: ${seconds} s`
}

export function stoppingText({ seconds, isRequested }: ProgressOfEnd): string {
  return `${COMMAND_NAME}: MLflow is stopping: ${seconds} s; press Ctrl-C ${isRequested ? 'again ' : ''}to kill it at once`
}

export function stoppedLine({ signal, termination, seconds }: StoppedEvent): string {
  const how = termination === 'graceful' ? '' : `${termination}, `
  return `MLflow stopped (${signal}; ${how}${seconds.toFixed(1)} s)\n`
}

/** Where the runs of a private server are after it. The command comes last, so that it can be copied. */
export function keptLine({ settings, databaseFile, command }: KeptEvent): string {
  const { mode, destination, defaultRoot } = settings.artifacts
  const place = (mode === 'direct' ? defaultRoot : destination)?.value ?? './mlartifacts'
  const database = databaseFile === null ? formatUri(settings.backendStoreUri.value) : formatUri(databaseFile)
  return `Runs are in ${database}, artifacts in ${formatUri(place)}; to see them: ${printable(command)}\n`
}

/** MLflow's last lines, below the reason of a failure. */
export function lastLinesText(lines: readonly string[]): string {
  return lines.map((line) => `  ${printable(line.replaceAll('\t', '    '))}\n`).join('')
}
