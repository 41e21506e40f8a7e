import { type Diagnostic, isLauncherError } from '../model/diagnostic.ts'

export type Attempt<Value> =
  | { readonly value: Value; readonly refusal: null }
  | { readonly value: null; readonly refusal: Diagnostic }

/** What a function returns, or the refusal that it throws. */
export function attempt<Value>(act: () => Value): Attempt<Value> {
  try {
    return { value: act(), refusal: null }
  } catch (error) {
    if (isLauncherError(error)) return { value: null, refusal: error.diagnostic }
    throw error
  }
}
