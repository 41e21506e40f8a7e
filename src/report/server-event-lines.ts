import type { ArtifactSettings } from '../mlflow/settings.ts'
import { COMMAND_NAME, formatUri, printable } from '../model/format.ts'
import type { ReadyEvent } from '../server/events.ts'

export function readyLine({ version, url, workers, seconds, artifacts }: ReadyEvent): string {
  const count = `${workers} ${workers === 1 ? 'worker' : 'workers'}`
  return `MLflow ${version} is ready at ${printable(url)} (${count}, ${seconds.toFixed(1)} s; ${artifactsText(artifacts)})\n`
}

/** The line of the configuration block about a command's private server. */
export function privateServerRow(version: string, account: string, artifacts: ArtifactSettings): string {
  return `  Private Server: MLflow ${printable(version)}, AWS credentials ${account}; ${artifactsText(artifacts)}\n`
}

function artifactsText({ mode, destination, defaultRoot }: ArtifactSettings): string {
  switch (mode) {
    case 'proxied':
      return `artifacts proxied to ${formatUri(destination?.value ?? '')}, clients need no ${isAws(destination?.value) ? 'AWS ' : ''}credentials`
    case 'direct':
      return `artifacts directly at ${formatUri(defaultRoot?.value ?? '')}, clients need their own credentials`
    case 'local':
      return `artifacts in ${formatUri(destination?.value ?? './mlartifacts')} of this machine, through the server`
  }
}

/** The stores whose credentials are of AWS's kind. */
function isAws(value: string | undefined): boolean {
  return /^(?:s3|r2|b2):/i.test(value ?? '')
}

export function progressText(version: string, seconds: number): string {
  return `${COMMAND_NAME}: MLflow ${version} is starting: ${seconds} s`
}

/** MLflow's last lines, below the reason of a failure. */
export function lastLinesText(lines: readonly string[]): string {
  return lines.map((line) => `  ${printable(line.replaceAll('\t', '    '))}\n`).join('')
}
