// What examples/deploy/kubernetes asks of Kubernetes, against its published types.
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../../rig/paths.ts'
import { Copies } from './copies.ts'
import { readDockerfile } from './dockerfile.ts'
import { deploy, kubernetesFiles, type Manifest, problems, readKubernetes, SPOOL } from './manifests.ts'

const copies = new Copies()
afterAll(() => copies.remove())

describe('the Kubernetes manifests', () => {
  const deployment = readKubernetes('deployment.yaml')
  const pod = deployment.spec.template.spec
  const [container] = pod.containers
  const settings = readKubernetes('settings.yaml').data

  it('are valid under Kubernetes’ published types', () => {
    expect(problems('kubernetes', ...kubernetesFiles())).toEqual([])
  })

  it.each([
    ['an unknown name', 'deployment.yaml', 'enableServiceLinks', 'enableServiceLink'],
    ['a wrong type', 'deployment.yaml', 'replicas: 2', 'replicas: two'],
    ['a value that is no text', 'settings.yaml', 'MLFLOW_WORKERS: "2"', 'MLFLOW_WORKERS: 2'],
    ['a missing name', 'optional/ingress.yaml', 'pathType: Prefix', ''],
    ['another version', 'network-policy.yaml', 'networking.k8s.io/v1', 'extensions/v1beta1'],
    ['a name that stands twice', 'service.yaml', 'name: http\n', 'name: http\n      name: other\n'],
  ])('would be invalid with %s', (_, name, from, to) => {
    const file = copies.altered(join(deploy, 'kubernetes', name), from, to)
    expect(problems('kubernetes', file)).not.toEqual([])
  })

  it('are all applied, except optional ones', () => {
    const { resources, images } = readKubernetes('kustomization.yaml')
    const optional = join('kubernetes', 'optional')
    const files = kubernetesFiles().filter((path) => !path.includes(optional))
    expect(resources.map((name: string) => join(deploy, 'kubernetes', name)).sort()).toEqual(files.sort())
    expect(images[0].name).toBe(container.image)
  })

  it('run as the image’s user with no privileges', () => {
    const user = readDockerfile(join(root, 'Dockerfile')).find(({ word }) => word === 'USER')?.rest
    expect(`${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`).toBe(user)
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  it('prevent Kubernetes from setting MLFLOW_PORT for the Service', () => {
    expect(readKubernetes('service.yaml').metadata.name).toBe('mlflow')
    expect(pod.enableServiceLinks).toBe(false)
  })

  it('probe the gate, and allow for the duration of a start and of a stop', () => {
    const { startupProbe, readinessProbe, livenessProbe } = container
    expect(startupProbe.httpGet).toEqual({ path: '/readyz', port: 'http' })
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' })
    // MLflow may be busy for a while: that is no reason to end what runs.
    expect(livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' })
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(120)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(30 + Number(container.lifecycle.preStop.exec.command[1]))
    const [rule] = readKubernetes('optional/ingress.yaml').spec.rules
    expect(rule.http.paths[0].path).toBe(settings.MLFLOW_STATIC_PREFIX)
  })

  it('run two replicas with a gate, which stay up together and run nothing that one would take from the other', () => {
    expect([deployment.spec.replicas, container.args]).toEqual([2, ['--auth']])
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
    expect(settings.MLFLOW_SERVER_ENABLE_JOB_EXECUTION).toBe('false')
    const { minAvailable, selector } = readKubernetes('disruption-budget.yaml').spec
    expect(minAvailable).toBeLessThan(deployment.spec.replicas)
    const [spread] = pod.topologySpreadConstraints
    for (const each of [selector, spread.labelSelector])
      expect(deployment.spec.template.metadata.labels).toMatchObject(each.matchLabels)
  })

  it('give a client the address of the Service and a key from a Secret', () => {
    const service = readKubernetes('service.yaml')
    const [client] = readKubernetes('optional/client.example.yaml').spec.template.spec.containers
    const { name, namespace } = service.metadata
    const prefix = settings.MLFLOW_STATIC_PREFIX
    expect(client.env).toEqual([
      { name: 'MLFLOW_TRACKING_URI', value: `http://${name}.${namespace}:${service.spec.ports[0].port}${prefix}` },
      {
        name: 'MLFLOW_TRACKING_TOKEN',
        valueFrom: { secretKeyRef: expect.objectContaining({ name: 'mlflow-client' }) },
      },
    ])
  })

  it('make keys where nothing is logged, within reach of the database, and behind no Service', () => {
    const { metadata, spec } = readKubernetes('optional/keys.yaml')
    const [keys] = spec.containers
    expect(keys.command).toEqual(['sleep', String(spec.activeDeadlineSeconds)])
    expect(metadata.labels).toMatchObject(readKubernetes('network-policy.yaml').spec.podSelector.matchLabels)
    expect(metadata.labels).not.toMatchObject(readKubernetes('service.yaml').spec.selector)
    expect(keys.securityContext).toEqual(container.securityContext)
    // Of another account than the server's.
    expect(keys.env[0].valueFrom.secretKeyRef.name).not.toBe(container.env[0].valueFrom.secretKeyRef.name)
  })

  it('refer only to objects that exist', () => {
    const service = readKubernetes('service.yaml')
    const policy = readKubernetes('network-policy.yaml')
    const { labels } = deployment.spec.template.metadata
    for (const selector of [
      deployment.spec.selector.matchLabels,
      service.spec.selector,
      policy.spec.podSelector.matchLabels,
    ])
      expect(labels).toMatchObject(selector)
    expect(service.spec.ports[0].targetPort).toBe(container.ports[0].name)
    expect(policy.spec.ingress[0].ports[0].port).toBe(container.ports[0].containerPort)
    expect(readKubernetes('service-account.yaml').metadata.name).toBe(pod.serviceAccountName)
    expect(container.envFrom).toEqual([{ configMapRef: { name: readKubernetes('settings.yaml').metadata.name } }])
    expect(pod.volumes.map(({ name }: Manifest) => name)).toEqual(
      container.volumeMounts.map(({ name }: Manifest) => name),
    )
    expect(container.volumeMounts[0].mountPath).toBe(SPOOL)
  })

  it('keep secrets in Secrets, and the example has placeholders only', () => {
    const { kind, stringData } = readKubernetes('optional/secret.example.yaml')
    expect(kind).toBe('Secret')
    expect(Object.keys(stringData)).toEqual(container.env.map(({ valueFrom }: Manifest) => valueFrom.secretKeyRef.key))
    for (const uri of Object.values(stringData)) expect(uri).toContain('your-password')
    for (const { valueFrom } of [...container.env, ...staticKeys().env].filter(({ name }) => !/STRICT/.test(name)))
      expect(Object.keys(valueFrom)).toEqual(['secretKeyRef'])
    expect(JSON.stringify(settings)).not.toMatch(/KEY|PASSWORD|:\/\/[^",]*@/)
  })

  it('are still valid with the patch for static keys', () => {
    const merged = structuredClone(deployment)
    merged.spec.template.spec.containers[0].env.push(...staticKeys().env)
    expect(staticKeys().name).toBe(container.name)
    expect(problems('kubernetes', copies.write('merged.yaml', JSON.stringify(merged)))).toEqual([])
  })

  function staticKeys() {
    return readKubernetes('optional/static-keys.patch.yaml').spec.template.spec.containers[0]
  }
})
