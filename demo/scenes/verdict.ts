// The table: every line of it was measured in this run.
import type { Scene } from '../scene.ts'

export async function verdict(scene: Scene, environment: Buffer): Promise<void> {
  const { findings, page, place, printed, shell } = scene
  const now = await shell.environment()
  const isSame = environment.equals(now) && environment.includes(`AWS_ACCESS_KEY_ID=${place.store.global.keyId}\0`)
  findings.add(
    'both',
    "the shell's environment is the same",
    isSame,
    isSame ? `${now.length} bytes, all the same` : `${environment.length} bytes, then ${now.length}`,
  )
  const everything = printed.join('\n')
  const leaks = [place.store.global, place.store.mlflow].filter(({ secret }) => everything.includes(secret))
  findings.add('both', 'no secret is in any output', leaks.length === 0, `${everything.length} characters`)

  page.title('What this run has shown')
  for (const { when, claim, holds, seen } of findings.all) page.verdict(holds, when, claim, seen)
}
