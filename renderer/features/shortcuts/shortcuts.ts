import type { Session } from '#shared/session/session.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { runLastAction } from '#renderer/state/session/projectActions.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { goToNextInNeed } from '#renderer/state/session/needsYou.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { focusedElement, focusOtherColumn, isMeant } from '#renderer/state/browser/columnActions.ts'
import { togglePane } from '#renderer/state/browser/pane.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { may } from '#renderer/state/workstation/may.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { expandRow, moveRow, pressOnCard } from './rows.ts'
import * as words from './words.ts'

export interface Shortcut {
  /** As `KeyboardEvent.key` names it. `Mod`: Cmd on a Mac, Ctrl elsewhere. */
  readonly key: string
  /** The `data-shortcut` of the control that does the same. */
  readonly control?: string
  /** As the sheet says it. */
  readonly does: string
  readonly group: 'everywhere' | 'lists' | 'session' | 'approval'
  /** Works also where text is written. */
  readonly inFields?: true
  /** null: the browser or the control does it by itself. False: not here, so that the key stays the browser's. */
  readonly run: (() => boolean | void) | null
}

const palette = () => showOverlay({ kind: 'palette' })

/** Every shortcut of the page, in the order of the sheet. Handlers, tooltips and the sheet come from it. */
export const shortcuts: readonly Shortcut[] = [
  {
    key: 'Mod+K',
    control: 'search',
    does: words.searchAndCommands,
    group: 'everywhere',
    inFields: true,
    run: palette,
  },
  { key: '/', does: words.theSame, group: 'everywhere', run: palette },
  { key: '?', does: words.thisList, group: 'everywhere', run: () => showOverlay({ kind: 'shortcuts' }) },
  {
    key: 'C',
    control: 'new_session',
    does: words.newSession,
    group: 'everywhere',
    run: () => may('drive') && goTo('/new'),
  },
  { key: 'N', does: words.nextSessionThatNeedsYou, group: 'everywhere', run: goToNextInNeed },
  { key: 'J', does: words.nextRow, group: 'lists', run: () => moveRow(1) },
  { key: 'K', does: words.previousRow, group: 'lists', run: () => moveRow(-1) },
  // The browser does it.
  { key: 'Enter', does: words.openTheRow, group: 'lists', run: null },
  { key: 'E', does: words.openInPlaceOrFold, group: 'lists', run: expandRow },
  // The conversation itself: it searches what is not drawn too.
  { key: 'Mod+F', does: words.findInTheConversation, group: 'session', run: null },
  { key: 'Mod+ArrowUp', does: words.previousMessageOfYours, group: 'session', run: () => jumpToPrompt(-1) },
  { key: 'Mod+ArrowDown', does: words.nextMessageOfYours, group: 'session', run: () => jumpToPrompt(1) },
  {
    key: 'Mod+J',
    control: 'pane',
    does: words.detailsOfTheSession,
    group: 'session',
    inFields: true,
    run: togglePane,
  },
  { key: 'R', control: 'run', does: words.runTheLastAction, group: 'session', run: runsLastAction },
  { key: 'O', does: words.theOtherOfTwoSessions, group: 'session', run: focusOtherColumn },
  // The terminal itself: every other key is its program's.
  { key: 'Shift+Esc', does: words.outOfTheTerminal, group: 'session', run: null },
  // Each takes its own part: dialogs and menus, the composer, and `stopTurn`.
  { key: 'Esc', does: words.closeWhatIsOpenLeave, group: 'session', run: null },
  {
    key: 'A',
    control: 'allow',
    does: words.allowOnceWhereNothingDangerous,
    group: 'approval',
    run: () => pressOnCard('allow'),
  },
  {
    key: 'D',
    control: 'deny',
    does: words.denyAsksForAReason,
    group: 'approval',
    run: () => pressOnCard('deny'),
  },
  ...(['1', '2', '3', '4'] as const).map((key, index) => ({
    key,
    does: words.chooseAnswer(index),
    group: 'approval' as const,
    run: () => pressOnCard(`choice_${key}`),
  })),
]

/** False where no conversation is open. */
function jumpToPrompt(step: 1 | -1): boolean {
  const conversation = focusedElement()?.querySelector('[role="log"]')
  return conversation?.dispatchEvent(new CustomEvent('homeport:prompt', { detail: step, cancelable: true })) === false
}

/** False where no session is open in which this person may run something. */
function runsLastAction(): boolean {
  const session = meantSession()
  if (session === null || !may('drive')) {
    return false
  }
  void runLastAction(session.id)
  return true
}

function meantSession(): Session | null {
  const state = overview.get()
  return (state.kind === 'ready' ? state.sessions.find(({ id }) => isMeant(id)) : null) ?? null
}

/** Stops the turn of the session that is open, of two side by side the one with the keyboard. False where none runs. */
export function stopTurn(): boolean {
  const open = meantSession()
  if (open === null || !isBusy(open) || !may('drive')) {
    return false
  }
  void control(open.id, { action: 'interrupt' })
  return true
}
