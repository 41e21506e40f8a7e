import type { Scene } from '../scene.ts'

/** What the reader can do now. */
export function next({ page }: Scene): void {
  page.title('Next, in a project of your own')
  page.line('npm link                 puts with-mlflow-env on PATH, from this clone')
  page.line('with-mlflow-env init     asks for the keys and writes .env.mlflow')
  page.line('with-mlflow-env doctor   says what is missing, and what mends it')
}
