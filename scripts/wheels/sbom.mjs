// The software bill of materials (CycloneDX) that wheels carry, as PEP 770 says. It has neither date nor serial number, so
// that the same content gives the same bytes.

/**
 * @param {{ name: string, version: string, license: string }} product
 * @param {readonly import('./components.mjs').Component[]} components
 */
export function sbom(product, components) {
  const ref = `pkg:pypi/${product.name}@${product.version}`
  const own = { type: 'application', 'bom-ref': ref, name: product.name, version: product.version, purl: ref }
  const parts = components.map(({ name, version, license, purl }) => ({
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    licenses: [{ expression: license }],
    purl,
  }))
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...own, licenses: [{ expression: product.license }] } },
    components: parts,
    dependencies: [{ ref, dependsOn: parts.map(({ purl }) => purl) }],
  }
  return `${JSON.stringify(bom, null, 2)}\n`
}
