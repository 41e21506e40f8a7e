import { type ListenAddress, type Scheme, urlOf } from './listen-address.ts'

/** Where MLflow answers. */
export interface Upstream {
  readonly address: ListenAddress
  readonly scheme: Scheme
}

/** What people and clients reach. It may be another address than the one that MLflow listens at. */
export interface Front {
  /** Without a slash at the end. */
  readonly publicUrl: string
  close(): Promise<void>
}

/** MLflow is reached directly: its own address is the public one. */
export async function openFront({ address, scheme }: Upstream): Promise<Front> {
  return { publicUrl: urlOf(address, scheme), close: async () => {} }
}
