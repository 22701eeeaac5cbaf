import { overview } from '#renderer/state/session/overview.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { goToNextInNeed } from '#renderer/state/session/needsYou.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { focusedElement, focusOtherColumn, isMeant } from '#renderer/state/browser/columnActions.ts'
import { togglePane } from '#renderer/state/browser/pane.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { may } from '#renderer/state/workstation/may.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { expandRow, moveRow, pressOnCard } from './rows.ts'

export interface Shortcut {
  /** As `KeyboardEvent.key` names it. `Mod`: Cmd on a Mac, Ctrl elsewhere. */
  readonly key: string
  /** The `data-shortcut` of the control that does the same. */
  readonly control?: string
  /** As the sheet says it. */
  readonly does: string
  readonly group: 'Everywhere' | 'In lists' | 'In a session' | 'On an approval'
  /** Works also where text is written. */
  readonly inFields?: true
  /** null: the browser or the control does it by itself. False: not here, so that the key stays the browser's. */
  readonly run: (() => boolean | void) | null
}

const palette = () => showOverlay({ kind: 'palette' })

/** Every shortcut of the page, in the order of the sheet. Handlers, tooltips and the sheet come from it. */
export const shortcuts: readonly Shortcut[] = [
  { key: 'Mod+K', control: 'search', does: 'Search and commands', group: 'Everywhere', inFields: true, run: palette },
  { key: '/', does: 'The same', group: 'Everywhere', run: palette },
  { key: '?', does: 'This list', group: 'Everywhere', run: () => showOverlay({ kind: 'shortcuts' }) },
  {
    key: 'C',
    control: 'new_session',
    does: 'New session',
    group: 'Everywhere',
    run: () => may('drive') && goTo('/new'),
  },
  { key: 'N', does: 'Next session that needs you', group: 'Everywhere', run: goToNextInNeed },
  { key: 'J', does: 'Next row', group: 'In lists', run: () => moveRow(1) },
  { key: 'K', does: 'Previous row', group: 'In lists', run: () => moveRow(-1) },
  // The browser does it.
  { key: 'Enter', does: 'Open the row', group: 'In lists', run: null },
  { key: 'E', does: 'Open in place, or fold', group: 'In lists', run: expandRow },
  { key: 'Mod+ArrowUp', does: 'Previous message of yours', group: 'In a session', run: () => jumpToPrompt(-1) },
  { key: 'Mod+ArrowDown', does: 'Next message of yours', group: 'In a session', run: () => jumpToPrompt(1) },
  {
    key: 'Mod+J',
    control: 'pane',
    does: 'Details of the session',
    group: 'In a session',
    inFields: true,
    run: togglePane,
  },
  { key: 'O', does: 'The other of two sessions side by side', group: 'In a session', run: focusOtherColumn },
  // The terminal itself: every other key is its program's.
  { key: 'Shift+Esc', does: 'Out of the terminal', group: 'In a session', run: null },
  // Each takes its own part: dialogs and menus, the composer, and `stopTurn`.
  { key: 'Esc', does: 'Close what is open; leave the composer; stop the turn', group: 'In a session', run: null },
  {
    key: 'A',
    control: 'allow',
    does: 'Allow once, where nothing dangerous is marked',
    group: 'On an approval',
    run: () => pressOnCard('allow'),
  },
  {
    key: 'D',
    control: 'deny',
    does: 'Deny; asks for a reason first',
    group: 'On an approval',
    run: () => pressOnCard('deny'),
  },
]

/** False where no conversation is open. */
function jumpToPrompt(step: 1 | -1): boolean {
  const conversation = focusedElement()?.querySelector('[role="log"]')
  return conversation?.dispatchEvent(new CustomEvent('homeport:prompt', { detail: step, cancelable: true })) === false
}

/** Stops the turn of the session that is open, of two side by side the one with the keyboard. False where none runs. */
export function stopTurn(): boolean {
  const state = overview.get()
  const open = state.kind === 'ready' ? state.sessions.find(({ id }) => isMeant(id)) : null
  if (open === undefined || open === null || !isBusy(open) || !may('drive')) {
    return false
  }
  void control(open.id, { action: 'interrupt' })
  return true
}
