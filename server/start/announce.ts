import type { ServerInfo } from '#shared/operations/admin.ts'

export interface Announcement {
  readonly info: ServerInfo
  /** started: by this command · found: it ran already. */
  readonly kind: 'started' | 'found'
  readonly demo: boolean
  /** The port that the settings ask for, when another program has it. */
  readonly portTaken: number | null
  /** Why no window opens; null when one does. */
  readonly noWindow: string | null
}

/** The message for a person at a terminal. */
export function announce({ info, kind, demo, portTaken, noWindow }: Announcement): string {
  const lines = [
    kind === 'started' ? 'Homeport is running.' : 'Homeport is running already.',
    '',
    `  Open      ${info.sign_in_url}`,
    '            signs a browser on this machine in; works once, for 10 minutes',
    `  Address   ${info.local_url}`,
    ...(info.remote_url === null
      ? []
      : [
          `  Remote    ${info.remote_url}`,
          '            for people who may sign in with GitHub: "homeport remote status" says whether anybody can',
        ]),
    `  Data      ${info.data_dir}`,
    '',
  ]
  if (demo) {
    lines.push('Demo: answers come from a built-in stand-in, not from Claude.')
  }
  if (portTaken !== null) {
    lines.push(`Port ${portTaken} is taken by another program, so this one is used.`)
  }
  if (noWindow !== null) {
    lines.push(`No desktop window: ${noWindow}. Use the link in a browser.`)
  }
  lines.push(kind === 'started' ? 'Ctrl-C stops it.' : '"homeport stop" stops it.')
  return `${lines.join('\n')}\n`
}
