/**
 * The codes with which `getMlflowConfig()` and `getMlflowEnv()` throw an `MlflowConfigError`, and `with-mlflow-env`
 * refuses to run a command. `docs/error-codes.md` describes each of them with an example.
 *
 * Codes can be added in a minor version: treat one that you do not know as any other error.
 */
export type MlflowConfigErrorCode =
  /** The working directory, or `cwd`, does not exist. Use one that does. */
  | 'cwd-missing'
  /** Two options contradict each other, as `--strict` and `--keep-aws`. Leave one of them out. */
  | 'conflicting-options'
  /** An option or its variable has a value that it does not take. Use one of those that the message names. */
  | 'invalid-option-value'
  /** `--keep` names a variable that decides about the account, the host or the signature. Leave it out. */
  | 'cannot-be-kept'
  /** A file that `--env-file`, `WITH_MLFLOW_ENV_ENV_FILE` or `envFiles` names does not exist. Correct the path. */
  | 'env-file-missing'
  /** A directory, a socket or a device was found instead of a file. Rename it, or name another file. */
  | 'env-file-not-regular'
  /** Nothing came through a pipe, as `--env-file <(command)`, or not in time. Check the program that writes into it. */
  | 'env-file-empty-pipe'
  /** The system does not let this user read the file. Change its permissions, or repair the link. */
  | 'env-file-unreadable'
  /** The file was found by the search and belongs to another user. If you trust it, name it with `--env-file`. */
  | 'env-file-untrusted-owner'
  /** The file has more than 8 MiB. Name another file. */
  | 'env-file-too-large'
  /** The file is not UTF-8. Save it as UTF-8. */
  | 'env-file-not-utf8'
  /** The file contains a NUL byte, which no variable can hold. Remove it. */
  | 'env-file-nul'
  /** An encrypted file, or one that sets no variable, may have the missing credentials. Decrypt it, or correct its lines. */
  | 'env-file-without-variables'
  /** python-dotenv cannot parse a line with a protected name, and would lose it. Write `NAME=value`. */
  | 'env-file-syntax'
  /** A protected name alone on a line, which unsets the value above it in Python. Remove one of the two lines. */
  | 'env-file-value-unset'
  /** The value of a protected name goes on in the next line, where Python does not read it. Write it on one line. */
  | 'env-file-wrapped-value'
  /** Versions of python-dotenv read a protected name differently. Write the line as the message says. */
  | 'env-file-version-dependent'
  /** A value is longer than the 131071 bytes that a process can be given. Keep it in a file of its own. */
  | 'env-file-line-too-long'
  /** A part of the project's keys is missing. Set it in the same place as the others. */
  | 'incomplete-credentials'
  /** One place names both keys and a profile. Keep one of them. */
  | 'conflicting-credentials'
  /** A credential, region, profile or URI that cannot be right: whitespace, quotes, a reference, ciphertext. Set it again. */
  | 'invalid-value'
  /** A value is still the placeholder of a template. Set the real value, or remove the line. */
  | 'placeholder-value'
  /** The secret key is an access key id. Swap the two. */
  | 'swapped-keys'
  /** A temporary key (`ASIA…`) without its session token. Set `MLFLOW_AWS_SESSION_TOKEN` in the same place. */
  | 'missing-session-token'
  /** A long-term key (`AKIA…`) with a session token. Remove the token. */
  | 'unexpected-session-token'
  /** The project names a key without a value. Set it, or remove the name to use the shell's credentials. */
  | 'empty-credentials'
  /** The project's credentials are in a file that a nearer one of the same name hides. Move them, or name the files. */
  | 'shadowed-credentials'
  /** A misspelt name holds the project's credentials. Correct the name. */
  | 'misspelt-credentials'
  /** A variable such as `MLFLOW_AWS_ROLE_ARN`, which does not exist, would decide whose account it is. Use a profile. */
  | 'unsupported-credentials'
  /** `--strict` is set, and the project names no credentials. Set them. */
  | 'credentials-required'
