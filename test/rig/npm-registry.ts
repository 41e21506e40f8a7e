// A registry of npm packages on this machine, as far as installing asks for one.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface NpmRegistry {
  /** Its address, as the setting `registry` of npm's wants it. */
  readonly url: string
  close(): Promise<void>
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly scripts?: Readonly<Record<string, string>>
}

/** Offers the packed packages of a folder. Nothing else is known to it. */
export async function serveNpmPackages(folder: string): Promise<NpmRegistry> {
  const packages = new Map(readdirSync(folder).map((file) => readPackage(folder, file)))
  const server = createServer(({ url = '', headers }, response) => {
    const [name = '', file] = decodeURIComponent(url.slice(1)).split('/-/')
    const found = packages.get(name)
    if (found === undefined) return response.writeHead(404).end('{}')
    if (file !== undefined) return response.end(found.content)
    const { manifest, integrity } = found
    const dist = { integrity, tarball: `http://${headers.host}/${name}/-/${name}.tgz` }
    const version = { ...manifest, hasInstallScript: manifest.scripts?.postinstall !== undefined, dist }
    const latest = manifest.version
    const document = { name, 'dist-tags': { latest }, versions: { [latest]: version } }
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function readPackage(folder: string, file: string) {
  const path = join(folder, file)
  const content = readFileSync(path)
  const text = execFileSync('tar', ['-xOzf', path, 'package/package.json'], { encoding: 'utf8' })
  const manifest: Manifest = JSON.parse(text)
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`
  return [manifest.name, { manifest, content, integrity }] as const
}
