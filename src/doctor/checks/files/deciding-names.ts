/** Whether a variable decides about the account, the store or the server. Those of other tools may have any value. */
export function isDeciding(name: string): boolean {
  return /^(?:MLFLOW|AWS|WITH_MLFLOW_ENV)_|_URI$|SECRET|PASSWORD|TOKEN/.test(name)
}
