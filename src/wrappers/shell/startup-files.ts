import * as host from '../../host/index.ts'
import type { Scope } from '../scope.ts'
import type { Invocation } from './invocation.ts'

/** Files that a shell reads when it starts, in their order; of the first list that has an existing file, only that one. */
export function startupFiles(name: string, how: Invocation, scope: Scope): string[] {
  const home = (...paths: string[]) => paths.map((path) => host.joinPath(scope.home, path))
  if (how.noFiles) return []
  switch (name) {
    case 'zsh':
      return zshFiles(how, scope)
    case 'bash':
      return bashFiles(how, scope, home)
    case 'csh':
    case 'tcsh':
      return ['/etc/csh.cshrc', ...existing(scope, home('.tcshrc', '.cshrc')), ...(how.isLogin ? home('.login') : [])]
    default: {
      const own = { mksh: '.mkshrc', lksh: '.mkshrc', ksh: '.kshrc', ksh93: '.kshrc' }[name]
      const interactive = how.isInteractive && own && !scope.child('ENV') ? home(own) : []
      return [...(how.isLogin ? ['/etc/profile', ...home('.profile')] : []), ...interactive]
    }
  }
}

function zshFiles({ isLogin, isInteractive }: Invocation, scope: Scope): string[] {
  const folder = scope.child('ZDOTDIR') || scope.home
  const own = (name: string) => host.joinPath(folder, name)
  return [
    '/etc/zsh/zshenv',
    own('.zshenv'),
    ...(isLogin ? ['/etc/zsh/zprofile', own('.zprofile')] : []),
    ...(isInteractive ? ['/etc/zsh/zshrc', own('.zshrc')] : []),
    ...(isLogin ? [own('.zlogin')] : []),
  ]
}

function bashFiles(how: Invocation, scope: Scope, home: (...paths: string[]) => string[]): string[] {
  if (how.isLogin && !how.noProfile) {
    return ['/etc/profile', ...existing(scope, home('.bash_profile', '.bash_login', '.profile'))]
  }
  return how.isInteractive && !how.noRc && !how.isPosix ? ['/etc/bash.bashrc', ...home('.bashrc')] : []
}

function existing(scope: Scope, paths: readonly string[]): string[] {
  return paths.filter((path) => scope.read(path) !== null).slice(0, 1)
}
