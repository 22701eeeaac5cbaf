import type { NewEvent } from '#shared/session/events.ts'
import type { LoginInForce } from './endings.ts'

type NewNotice = Extract<NewEvent, { type: 'notice' }>

/** The folder brings something that nobody was shown. */
export function folderChanged(): NewNotice {
  return {
    type: 'notice',
    content:
      'What this folder brings for Claude Code has changed. Claude Code goes on without it ' +
      'until somebody trusts it again; what it runs in the background ends.',
    data: { level: 'warning', code: 'folder_changed' },
  }
}

/** A person has taken their yes back. */
export function folderUntrusted(by: string, inForce: LoginInForce): NewNotice {
  const when = {
    next_start: 'Claude Code starts without it from now on.',
    next_turn: 'The turn that runs ends with it; the next one begins without.',
    now: 'Claude Code starts again without it and goes on with the conversation; what it runs in the background ends.',
  }[inForce]
  return {
    type: 'notice',
    content: `${by} no longer trusts what this folder brings for Claude Code. ${when}`,
    data: { level: 'info', code: 'folder_untrusted', details: { in_force: inForce } },
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
