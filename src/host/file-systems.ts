/**
 * File systems whose files all have the permissions that they were mounted with, by the number that statfs(2) gives.
 *
 * @see `linux/magic.h`, and the sources of each of them
 */
const WITHOUT_PERMISSIONS: ReadonlySet<number> = new Set([
  0x4d44, // msdos and vfat
  0x2011bab0, // exfat
  0x5346544e, // ntfs
  0x7366746e, // ntfs3
  0xff534d42, // cifs
  0xfe534d42, // smb2
  0x517b, // smb
  0x01021997, // 9p: a drive of Windows in WSL 2
  0x53464846, // the same in WSL 1
  0x65735546, // fuse: ntfs-3g, folders that a virtual machine shares
  0x786f4256, // a folder that VirtualBox shares
  0xbacbacbc, // a folder that VMware shares
])

/** @param type what statfs(2) calls the type of a file system; some kernels extend its sign */
export function hasPermissions(type: number): boolean {
  return !WITHOUT_PERMISSIONS.has(type >>> 0)
}
