// The lines of MLflow's own log among those of a script.
export const MLFLOW_LOG = {
  isOne: (line: string) => /^(?:INFO\b|\d{4}[-/]\d\d[-/]\d\d |\[\d{4})/.test(line),
  name: "MLflow's own",
}
