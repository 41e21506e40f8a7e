import { defineDiagnostics } from '../../model/diagnostic.ts'

export const doctorDiagnostics = defineDiagnostics(() => ({
  /** What no check names: the doctor was interrupted, or the check that would was not chosen. */
  'doctor-left': ({ found, remedy }: { readonly found: string; readonly remedy: string }) =>
    `${found}: to remove it, ${remedy}`,
}))
