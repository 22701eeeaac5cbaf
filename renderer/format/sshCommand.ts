/** Where a session's folder lies, as another machine reaches it. */
export interface RemoteFolder {
  readonly user: string
  readonly host: string
  readonly folder: string
  /** The workstation's, as Node names it. */
  readonly platform: string
}

/** The command that opens a shell in a folder of the workstation from another machine, to be pasted into a shell there. */
export function sshCommand({ user, host, folder, platform }: RemoteFolder): string {
  // An address of IPv6 has brackets in a page's address, and none for ssh.
  const target = quoted(`${user}@${host.replace(/^\[|\]$/g, '')}`)
  // What Windows starts for ssh may be any of its shells: a folder is named in none of them alike.
  return platform === 'win32'
    ? `ssh ${target}`
    : `ssh -t ${target} ${quoted(`cd ${quoted(folder)} && exec "$SHELL" -l`)}`
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
