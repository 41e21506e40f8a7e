import { type Scheme, type ServerAddress, urlOf } from '../mlflow/server-address.ts'

/** Where MLflow answers: the address that it was started for, and the scheme that was found out. */
export interface Upstream {
  readonly address: ServerAddress
  readonly scheme: Scheme
}

/** What people and clients reach, which is MLflow itself. A proxy would open another address here. */
export interface Front {
  /** Without a slash at the end. */
  readonly publicUrl: string
}

export function openFront({ address, scheme }: Upstream): Front {
  return { publicUrl: urlOf(address, scheme) }
}
