import type { ApprovalId, SessionId } from '#shared/ids.ts'
import { readable } from '#shared/session/tools/toolSummary.ts'

/** What a click in the tray asks for. */
export type TrayAction =
  /** The window, on a page of ours. */
  | { readonly kind: 'open'; readonly path: string }
  | {
      readonly kind: 'answer'
      readonly session_id: SessionId
      readonly approval_id: ApprovalId
      readonly decision: 'allow' | 'deny'
    }
  | {
      readonly kind: 'control'
      /** suspend: paused, with what waits in it, until a person resumes it. */
      readonly control: 'interrupt' | 'suspend' | 'resume'
      readonly session_ids: readonly SessionId[]
    }
  | { readonly kind: 'end_session'; readonly session_id: SessionId; readonly name: string }
  | { readonly kind: 'confirm_terminal'; readonly id: string; readonly decision: 'allow' | 'deny' }
  | { readonly kind: 'remote_off' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'show_qr' }
  | { readonly kind: 'panic' }
  | { readonly kind: 'start_server' }
  /** To a new session host, when no turn runs. */
  | { readonly kind: 'renew_host' }
  | { readonly kind: 'check_for_updates' }
  | { readonly kind: 'install_update' }
  | { readonly kind: 'start_at_login'; readonly on: boolean }
  | { readonly kind: 'quit' }

/** One line of the tray's menu. Labels are ready for the system: bounded, `&` doubled. */
export type TrayItem =
  | { readonly kind: 'line'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'button'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'tick'; readonly label: string; readonly checked: boolean; readonly action: TrayAction }
  | { readonly kind: 'group'; readonly label: string; readonly items: readonly TrayItem[] }

/** Menus grow as wide as their widest line. */
const MAX_LABEL = 64
const ELLIPSIS = '…'

export const separator: TrayItem = { kind: 'separator' }

export function line(text: string): TrayItem {
  return { kind: 'line', label: label(text) }
}

/** `text` wrapped over as many lines as it needs: where people decide, nothing is cut off. */
export function wrappedLines(text: string): TrayItem[] {
  const characters = charactersOf(readable(text))
  const rows = Math.ceil(characters.length / MAX_LABEL)
  return Array.from({ length: rows }, (_, row) =>
    line(characters.slice(row * MAX_LABEL, (row + 1) * MAX_LABEL).join('')),
  )
}

export function button(text: string, action: TrayAction): TrayItem {
  return { kind: 'button', label: label(text), action }
}

export function group(text: string, items: readonly TrayItem[]): TrayItem {
  return { kind: 'group', label: label(text), items }
}

export function tick(text: string, checked: boolean, action: TrayAction): TrayItem {
  return { kind: 'tick', label: label(text), checked, action }
}

/** Escapes `&`, which marks a shortcut, after shortening. */
function label(text: string): string {
  return shorten(text, MAX_LABEL).replaceAll('&', '&&')
}

const segmenter = new Intl.Segmenter()

/** Splits into graphemes: an emoji of several code points is one. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** Shortened to at most that many graphemes, never inside one. */
export function shorten(text: string, most: number): string {
  const characters = charactersOf(readable(text))
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}${ELLIPSIS}`
}
