const isPythonProgram = (text: string) =>
  /^(?:python[\d.]*|pypy[\d.]*|ipython|jupyter(?:-\w+)?|mlflow|pytest|py\.test|papermill|torchrun|accelerate|deepspeed|streamlit|uvicorn|gunicorn|flask|dvc|kedro|coverage|debugpy|spark-submit|ray)$/.test(
    text,
  )

/** Whether a program, by its base name, is Python or a program that is written in Python. */
export function isPython(name: string): boolean {
  return isPythonProgram(name) || name.endsWith('.py')
}
