import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { temporaryTree } from './temporary-tree.ts'

/**
 * Makes a key and a certificate that it has signed itself.
 *
 * @param name as OpenSSL takes it: `DNS:store.example`, `IP:127.0.0.1`
 * @returns the paths, and that of their folder
 */
export function makeCertificate(name: string) {
  const folder = temporaryTree()
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  const files = ['-keyout', key, '-out', certificate, '-subj', '/CN=x', '-addext', `subjectAltName=${name}`]
  execFileSync('openssl', [...words, ...files], { stdio: 'ignore' })
  return { folder, key, certificate }
}
