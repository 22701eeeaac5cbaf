import { singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { focusedElement } from '#renderer/state/browser/columnActions.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { isSomethingOpen } from '#renderer/platform/somethingOpen.ts'
import { hasLostField, isField, typesFor } from '#renderer/platform/typing.ts'
import { hint } from './hints.ts'
import { isMac } from './keys.ts'
import { type Shortcut, shortcuts, stopTurn } from './shortcuts.ts'

/** What happened while the shortcuts were loading, and where the person was then. */
export interface Earlier {
  readonly event: Event
  readonly focus: Element | null
  readonly path: string
}

/**
 * Handles the page's shortcuts for as long as it lives, and what happened while they were loaded, in its order; but what
 * decides (an approval, the end of a turn) only where the person still is where they pressed the key. Never stopped.
 */
export function listenForShortcuts(earlier: readonly Earlier[]): void {
  document.addEventListener('keydown', onKey)
  document.addEventListener('click', skip)
  document.addEventListener('pointerover', hint)
  document.addEventListener('focusin', hint)
  earlier.forEach(takeUp)
}

function takeUp({ event, focus, path }: Earlier): void {
  if (!(event instanceof KeyboardEvent)) {
    hint(event)
  } else if (!decides(event) || (document.activeElement === focus && location.pathname === path)) {
    onKey(event)
  }
}

/** Another approval, or another turn, may stand by now where nobody has seen it. */
function decides(event: KeyboardEvent): boolean {
  const onApproval = shortcuts.filter(({ group }) => group === 'approval')
  return event.key === 'Escape' || onApproval.some((one) => isMeant(one, event))
}

/** The links at the beginning of the page. Not by the address: what stands behind its `#` signs in. */
function skip(event: MouseEvent): void {
  const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-skip-to]') : null
  if (link === null) {
    return
  }
  event.preventDefault()
  const isToComposer = link.dataset['skipTo'] === 'composer'
  const where = isToComposer ? '[aria-label="Message to Claude"]' : 'main, [role="main"], [role="log"]'
  const target = (focusedElement() ?? document).querySelector<HTMLElement>(where)
  if (target?.tabIndex === -1) {
    target.setAttribute('tabindex', '-1')
  }
  target?.focus()
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || isSomethingOpen()) {
    return
  }
  if (event.key === 'Escape' ? stopsTurn(event) : runs(event)) {
    event.preventDefault()
  }
}

function stopsTurn(event: KeyboardEvent): boolean {
  return !isField(event.target) && !event.repeat && stopTurn()
}

function runs(event: KeyboardEvent): boolean {
  const shortcut = shortcuts.find((one) => one.run !== null && isMeant(one, event))
  const mayRepeat = shortcut?.group === 'lists'
  return shortcut !== undefined && (!event.repeat || mayRepeat) && shortcut.run?.() !== false
}

function isMeant({ key, inFields, group }: Shortcut, event: KeyboardEvent): boolean {
  const isTyped = event.key.toLowerCase() === key.replace('Mod+', '').toLowerCase()
  const mayBeMeant = inFields === true || !isField(event.target)
  const isPressed = key.startsWith('Mod+') ? hasMod(event) : isSingle(key, event) && !isText(group)
  return isTyped && mayBeMeant && !event.altKey && isPressed
}

/** The rest of what somebody types whose field has just gone away: it chooses nothing, and for a while it answers nothing. */
function isText(group: Shortcut['group']): boolean {
  return hasLostField() || (group === 'approval' && typesFor() > 0)
}

function hasMod({ metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  return !shiftKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey)
}

/** A capital is another letter; signs need Shift on some keyboards. */
function isSingle(key: string, { metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  return singleKeys.get() && !ctrlKey && !metaKey && !(shiftKey && /^[a-z]$/i.test(key))
}
