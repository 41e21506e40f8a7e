/** Programs that people run as root, and that have no use for the project's settings. */
const ADMINISTRATION = new Set(
  [
    'apt apt-get aptitude dpkg snap yum dnf rpm zypper pacman apk emerge port',
    'systemctl service journalctl loginctl timedatectl hostnamectl sysctl dmesg modprobe reboot shutdown poweroff halt',
    'mount umount swapon swapoff fdisk parted lsblk losetup mkfs fsck df du',
    'chown chmod chgrp setfacl ls cat tee cp mv rm ln mkdir rmdir touch tar install find grep head tail true id whoami',
    'useradd usermod userdel adduser deluser groupadd addgroup passwd visudo update-alternatives ldconfig',
    'kill killall pkill renice lsof ss netstat ip ifconfig iptables nft ufw tcpdump certbot nginx crontab vi vim nano',
    'update-ca-certificates update-grub locale-gen setcap',
  ].flatMap((line) => line.split(' ')),
)
const CONTAINERS = new Set(['docker', 'podman', 'nerdctl'])

/** Whether a command only looks after the system: it is no loss that it does not see the project's settings. */
export function isAdministration([program = '', ...args]: readonly string[]): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1)
  if (CONTAINERS.has(name)) return !args.some((word) => /^(?:run|exec|create|compose|start|up)$/.test(word))
  return ADMINISTRATION.has(name) || name.startsWith('mkfs.')
}
