import type { DangerCode } from './dangerTable.ts'

/**
 * Folders in which something is run or trusted later, wherever they occur in a path: in lower case, with
 * `/` between the names. The first that fits counts.
 */
const folders: readonly (readonly [string, DangerCode])[] = [
  ['.git/hooks', 'changes_git'],
  ['.husky', 'changes_git'],
  ['.githooks', 'changes_git'],
  ['.git/modules', 'changes_git'],
  ['.claude', 'changes_claude'],
  ['.github/workflows', 'changes_ci'],
  ['.github/actions', 'changes_ci'],
  ['.circleci', 'changes_ci'],
  ['.buildkite', 'changes_ci'],
  ['.gitea/workflows', 'changes_ci'],
  ['.forgejo/workflows', 'changes_ci'],
  ['.ssh', 'changes_sign_in'],
  ['.gnupg', 'changes_sign_in'],
  ['.aws', 'changes_sign_in'],
  ['.kube', 'changes_sign_in'],
  ['.vscode', 'changes_autorun'],
  ['.devcontainer', 'changes_autorun'],
  ['.idea/runconfigurations', 'changes_autorun'],
  ['.config/systemd', 'runs_later'],
  ['.config/autostart', 'runs_later'],
  ['library/launchagents', 'runs_later'],
  ['library/launchdaemons', 'runs_later'],
  ['start menu/programs/startup', 'runs_later'],
  ['.config/fish', 'changes_shell'],
  ['.config/git', 'changes_git'],
]

/** Files of the same kind, by their last name. */
const files: Readonly<Record<string, DangerCode>> = {
  '.gitconfig': 'changes_git',
  '.gitmodules': 'changes_git',
  '.gitattributes': 'changes_git',
  '.pre-commit-config.yaml': 'changes_git',
  'lefthook.yml': 'changes_git',
  '.mcp.json': 'changes_claude',
  '.claude.json': 'changes_claude',
  '.envrc': 'changes_autorun',
  '.npmrc': 'changes_autorun',
  '.yarnrc': 'changes_autorun',
  '.yarnrc.yml': 'changes_autorun',
  '.pypirc': 'changes_autorun',
  '.curlrc': 'changes_autorun',
  '.wgetrc': 'changes_autorun',
  '.vimrc': 'changes_autorun',
  '.tmux.conf': 'changes_autorun',
  'sitecustomize.py': 'changes_autorun',
  '.gitlab-ci.yml': 'changes_ci',
  jenkinsfile: 'changes_ci',
  'azure-pipelines.yml': 'changes_ci',
  'bitbucket-pipelines.yml': 'changes_ci',
  '.travis.yml': 'changes_ci',
  '.drone.yml': 'changes_ci',
  '.bashrc': 'changes_shell',
  '.bash_profile': 'changes_shell',
  '.bash_login': 'changes_shell',
  '.bash_aliases': 'changes_shell',
  '.bash_logout': 'changes_shell',
  '.profile': 'changes_shell',
  '.zshrc': 'changes_shell',
  '.zshenv': 'changes_shell',
  '.zprofile': 'changes_shell',
  '.zlogin': 'changes_shell',
  '.inputrc': 'changes_shell',
  'microsoft.powershell_profile.ps1': 'changes_shell',
  authorized_keys: 'changes_sign_in',
  '.netrc': 'changes_sign_in',
  '.git-credentials': 'changes_sign_in',
}

/** Where whole paths begin. */
const beginnings: readonly (readonly [string, DangerCode])[] = [
  ['/dev/sd', 'overwrites_disk'],
  ['/dev/nvme', 'overwrites_disk'],
  ['/dev/hd', 'overwrites_disk'],
  ['/dev/vd', 'overwrites_disk'],
  ['/dev/mmcblk', 'overwrites_disk'],
  ['/dev/disk', 'overwrites_disk'],
  ['/dev/rdisk', 'overwrites_disk'],
  ['/dev/mem', 'overwrites_disk'],
  ['/etc/cron', 'runs_later'],
  ['/var/spool/cron', 'runs_later'],
  ['/etc/systemd', 'runs_later'],
  ['/etc/init', 'runs_later'],
  ['/etc/rc', 'runs_later'],
  ['/etc/profile', 'changes_shell'],
  ['/etc/bash', 'changes_shell'],
  ['/etc/zsh', 'changes_shell'],
  ['/etc/environment', 'changes_shell'],
  ['/etc/ld.so', 'changes_loading'],
  ['/etc/passwd', 'changes_sign_in'],
  ['/etc/shadow', 'changes_sign_in'],
  ['/etc/sudoers', 'changes_sign_in'],
  ['/etc/ssh', 'changes_sign_in'],
  ['/etc/pam.d', 'changes_sign_in'],
]

/** What writing to this path would change; null when it is a file like any other. Linear, touches no disk. */
export function dangerOfPath(path: string): DangerCode | null {
  const plain = lower(path)
  const beginning = beginnings.find(([start]) => plain.startsWith(start))
  if (beginning !== undefined) {
    return beginning[1]
  }
  const name = plain.slice(plain.lastIndexOf('/') + 1)
  if (Object.hasOwn(files, name)) {
    return files[name] ?? null
  }
  const padded = `/${plain}/`
  if (padded.includes('/.git/config') || padded.includes('/.git/info/attributes/')) {
    return 'changes_git'
  }
  // Claude Code keeps its own plans, memories and transcripts there.
  if (padded.includes('/.claude/plans/') || padded.includes('/.claude/projects/')) {
    return null
  }
  return folders.find(([folder]) => padded.includes(`/${folder}/`))?.[1] ?? null
}

const secretFiles =
  /(?:^|\/)(?:\.ssh\/(?:id_[\w-]+|identity)|\.aws\/credentials|\.netrc|\.pgpass|\.git-credentials|\.docker\/config\.json|\.kube\/config|\.claude\/\.credentials\.json|\.claude\.json|\.config\/gh\/hosts\.yml|\.env(?:\.(?:local|production|development|staging))?|\.npmrc|\.pypirc|etc\/shadow|proc\/(?:self|\d+)\/environ)$/

/** Whether an argument names a file that holds keys or passwords. `.pub` files do not. */
export function readsSecret(text: string): boolean {
  if (text.length >= MAX_PATH || text.endsWith('.pub')) {
    return false
  }
  const file = `/${lower(text.replace(/^[\w-]*[=@]/, ''))}`
  const isKeyOfSsh = file.includes('/.ssh/') && file.endsWith('.pem')
  return isKeyOfSsh || secretFolders.some((folder) => file.includes(folder)) || secretFiles.test(file)
}

const secretFolders = ['/.gnupg/', '/library/keychains/']

const MAX_PATH = 4096

/** Files that may be written anywhere without saying so: scratch space and what is no file. */
export function isScratch(path: string): boolean {
  return (
    /^(?:\/private)?(?:\/tmp|\/var\/tmp|\/var\/folders)\/./.test(path) ||
    /^\/dev\/(?:null|stdout|stderr|tty|fd\/|zero|shm\/)/.test(path)
  )
}

function lower(path: string): string {
  const plain = path
    .replaceAll('\\', '/')
    .replaceAll(/\/{2,}/g, '/')
    .replaceAll('/./', '/')
    .toLowerCase()
  // Claude Code keeps its worktrees there: what counts is the path within one.
  const worktree = plain.lastIndexOf('/.claude/worktrees/')
  return worktree === -1 ? plain : plain.slice(worktree + '/.claude/worktrees/'.length)
}
