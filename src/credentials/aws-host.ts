/** Whether a host is one of AWS's own: of a region, a VPC or an access point, by its older names and the newer ones (`api.aws`). */
export function isAwsHost(host: string): boolean {
  return isOfAws(host)
}

/** Whether an endpoint has such a host. */
export function isAwsEndpoint(endpoint: string): boolean {
  return isOfAws(hostOf(endpoint) ?? '')
}

/** The host of an endpoint with a scheme, without user info and port. */
export function hostOf(endpoint: string): string | undefined {
  return /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(endpoint)?.[1]
}

/** A name may end with the dot of the root. */
const isOfAws = (text: string) => /(?:^|\.)(?:amazonaws\.(?:com(?:\.cn)?|eu)|api\.aws)\.?$/i.test(text)
