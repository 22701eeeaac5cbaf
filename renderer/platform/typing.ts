/** So long after the last key into a field, in ms, what comes next may be meant for that field. */
const QUIET_MS = 3_000

/** Where letters are text, or choose an entry. */
const FIELD = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]'

/** What a person last typed into; it stays known when it goes away under them, until they turn to something else. */
let field: Element | null = null
let lastKey = -Infinity

/** Whether letters are text here. */
export function isField(target: EventTarget | null): boolean {
  return fieldOf(target) !== null
}

/** In ms, how long the next key may still be meant for a field; 0: it is not, as after Esc. */
export function typesFor(): number {
  return Math.max(0, lastKey + QUIET_MS - performance.now())
}

/** Whether what a person typed into has gone away, and they have turned to nothing else: the next keys are the rest of their text. */
export function hasLostField(): boolean {
  return field !== null && !field.isConnected && document.activeElement === document.body
}

/** Whether a person is writing: what appears must neither carry them away nor take their keys. */
export function isTyping(): boolean {
  return isField(document.activeElement) || hasLostField() || typesFor() > 0
}

function fieldOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(FIELD) : null
}

function type({ target }: Event): void {
  const into = target instanceof HTMLSelectElement ? null : fieldOf(target)
  field = into ?? field
  lastKey = into !== null || hasLostField() ? performance.now() : lastKey
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    // Whoever leaves a field by it means what they press next.
    leave()
    lastKey = -Infinity
  } else if (event.key === 'Enter') {
    leave()
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    type(event)
  }
}

function turn({ target }: Event): void {
  if (fieldOf(target) !== field) {
    leave()
  }
}

function leave(): void {
  field = null
}

// For as long as the page lives, before anybody else hears of it. An input method tells of no keys, a terminal of no input.
document.addEventListener('input', type, true)
document.addEventListener('keydown', onKey, true)
document.addEventListener('focusin', turn, true)
document.addEventListener('pointerdown', turn, true)
document.addEventListener('submit', leave, true)
window.addEventListener('popstate', leave)
