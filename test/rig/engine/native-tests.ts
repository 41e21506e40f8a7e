/** What the program that evaluates tests gives them: native/examples/evaluate/tests.rs. */
export interface NativeTests {
  makeFolder(path: string, isRecursive: boolean, mode: number): void
  writeFile(path: string, content: Uint8Array, mode: number): void
  link(target: string, path: string): void
  setMode(path: string, mode: number): void
  setOwner(path: string, user: number, group: number): void
  remove(path: string): void
  /** In milliseconds. */
  processorTime(): number
}

export const { nativeTests } = globalThis as unknown as { readonly nativeTests: NativeTests }
