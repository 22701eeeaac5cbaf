import type { NewEvent } from '#shared/session/events.ts'
import type { LoginInForce } from './endings.ts'

type NewNotice = Extract<NewEvent, { type: 'notice' }>

/** The folder brings something that nobody was shown. */
export function folderChanged(): NewNotice {
  return {
    type: 'notice',
    content:
      'What this folder brings for Claude Code has changed. Claude Code goes on without it, with your own settings ' +
      'alone, until somebody trusts it again; what it runs in the background ends.',
    data: { level: 'warning', code: 'folder_changed' },
  }
}

/** A person has said yes to what the folder brings. */
export function folderTrusted(by: string, inForce: LoginInForce): NewNotice {
  const when = {
    next_start: 'It counts from the next message on.',
    next_turn: 'It counts from the next turn on.',
    now: 'Claude Code starts again with it and goes on with the conversation.',
  }[inForce]
  return {
    type: 'notice',
    content: `${by} trusted what this folder brings for Claude Code. ${when}`,
    data: { level: 'info', code: 'folder_trusted', details: { in_force: inForce } },
  }
}
