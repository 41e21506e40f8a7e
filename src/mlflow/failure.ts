import type { Origin } from '../model/origin.ts'
import type { Place } from './requirements.ts'

/** What can go wrong with the server's settings and its Python, before a start. Worded in `report/server-failure.ts`. */
export type ServerFailure =
  | { readonly code: 'unknown-server-option'; readonly option: string; readonly suggestion: string | null }
  /** An option of the launcher's own stands among the words for MLflow. */
  | { readonly code: 'own-option-passed'; readonly option: string }
  | { readonly code: 'port-privileged'; readonly origin: Origin; readonly port: number }
  /** A file that uvicorn is to read. */
  | { readonly code: 'other-socket'; readonly option: string }
  /** In bytes, with the name of the largest variable. */
  | { readonly code: 'server-environment-too-large'; readonly variables: number; readonly largest: string }
  | { readonly code: 'tls-file-missing'; readonly option: string; readonly display: string }
  | {
      readonly code: 'tls-file-unusable'
      readonly option: string
      readonly display: string
      readonly reason: TlsFileProblem
    }
  | { readonly code: 'workspace-set'; readonly origin: Origin }
  | { readonly code: 'file-store'; readonly origin: Origin; readonly version: string }
  | {
      readonly code: 'scheme-unknown'
      readonly origin: Origin
      readonly scheme: string
      readonly known: readonly string[]
      readonly meant: string | null
    }
  | {
      readonly code: 'driver-unknown'
      readonly origin: Origin
      readonly scheme: string
      readonly known: readonly string[]
    }
  /** No folder, where artifacts are to go. */
  | { readonly code: 'artifact-folder'; readonly origin: Origin; readonly display: string }
  /** A SQLite file that can be neither opened nor made. */
  | {
      readonly code: 'database-file'
      readonly origin: Origin
      readonly display: string
      readonly reason: DatabaseFileProblem
    }
  | {
      readonly code: 'python-unusable'
      readonly origin: Origin
      readonly python: string
      readonly reason: 'missing' | 'directory' | 'permission'
    }
  | {
      readonly code: 'venv-unusable'
      readonly display: string
      readonly reason: 'unreadable' | 'broken' | 'foreign'
    }
  | { readonly code: 'python-failed'; readonly python: string; readonly reason: string }
  | {
      readonly code: 'mlflow-missing'
      /** Where it should be installed; null where no Python was found at all. */
      readonly place: Place | null
      /** Other places that were looked at. */
      readonly looked: readonly string[]
      /** Whether the client alone is there. */
      readonly isSkinny: boolean
    }
  | { readonly code: 'mlflow-too-old'; readonly version: string; readonly place: Place }
  | {
      readonly code: 'package-missing'
      readonly package: string
      /** The URI that asks for it. */
      readonly origin: Origin
      readonly scheme: string
      readonly place: Place
    }

/** Something else than a file, not readable, no database; its folder is something else, or one of the two not writable. */
export type DatabaseFileProblem = 'kind' | 'unreadable' | 'format' | 'folder' | 'unwritable'

/**
 * What is wrong with a file for TLS: a key `alone`, without a certificate; a `key` that is another certificate's; one that
 * is `locked` by a password that nobody names, or by another `password`.
 */
export type TlsFileProblem = 'alone' | 'no certificate' | 'no key' | 'key' | 'locked' | 'password'
