/**
 * The part of a path that follows the gate's prefix: `/health` of `/api/mlflow/health`, and nothing of `/api/mlflow`.
 *
 * @param prefix without a slash at the end; empty if there is none
 * @returns null if the path is outside
 */
export function afterPrefix(path: string, prefix: string): string | null {
  if (!path.startsWith(prefix)) return null
  const rest = path.slice(prefix.length)
  return rest === '' || rest.startsWith('/') ? rest : null
}
