const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the limit for the size of a file is reached',
  EIO: 'the disk reports an error',
  ENOENT: 'the directory does not exist any more',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the path is too long',
  // Node's name for it, where it is the path of the working directory.
  ERANGE: 'the path is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** Why the system could not do something with a file. @throws an error that is none of the system's */
export function reasonOf(error: unknown): string {
  const { code } = error as { readonly code?: string }
  if (code === undefined) throw error
  return REASONS[code] ?? code
}
