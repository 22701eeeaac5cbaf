import type { Brought, FolderTrust } from '#shared/session/trust.ts'

/** The kinds of entries that a folder may bring, with what each does, in display order. */
export const folderEntryGroups: readonly { readonly kind: Brought['kind']; readonly title: string }[] = [
  { kind: 'hook', title: 'Runs by itself (hooks)' },
  { kind: 'mcp_server', title: 'Starts programs or connects to servers (MCP)' },
  { kind: 'helper', title: 'Runs helpers' },
  { kind: 'permission_rule', title: 'Allows or forbids without asking' },
  { kind: 'environment', title: 'Sets variables' },
  { kind: 'other', title: 'Also' },
]

/** The state of a folder's trust as a short label and as a sentence. */
export function trustText(state: FolderTrust['state']): { readonly short: string; readonly sentence: string } {
  return texts[state]
}

const texts = {
  nothing_to_trust: {
    short: 'Folder',
    sentence: 'This folder brings nothing for Claude Code that runs or allows anything by itself.',
  },
  trusted: {
    short: 'Folder trusted',
    sentence: 'What this folder brings for Claude Code is in force: you trusted it as it is.',
  },
  untrusted: {
    short: 'Folder not trusted',
    sentence: 'What this folder brings for Claude Code is not in force: nobody has said yes to it.',
  },
  changed: {
    short: 'Folder changed',
    sentence: 'What this folder brings for Claude Code has changed since you trusted it. None of it is in force now.',
  },
} as const
