//go:build tools

package tools

// What go.mod is about, so that `go mod tidy` keeps it.
import _ "github.com/joho/godotenv/cmd/godotenv"
