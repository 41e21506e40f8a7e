"""What the scripts share: a generated season, the court, the look of the pictures, and MLflow runs."""
