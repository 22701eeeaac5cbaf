import { singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { ariaKey, keyText } from './keys.ts'
import { shortcuts } from './shortcuts.ts'

/**
 * Says the shortcut of a control that a pointer or the focus has reached, to the eye in its title and to screen readers:
 * controls name theirs in `data-shortcut`. Not when it is drawn: that would cost the first load the table of shortcuts.
 */
export function hint({ target }: Event): void {
  const control = target instanceof Element ? target.closest<HTMLElement>('[data-shortcut]') : null
  const shortcut = shortcuts.find(({ control: name }) => name !== undefined && name === control?.dataset['shortcut'])
  if (control === null || shortcut === undefined) {
    return
  }
  const label = (control.dataset['label'] ??= control.title || control.ariaLabel || control.innerText)
  if (singleKeys.get() || shortcut.key.startsWith('Mod')) {
    control.title = `${label} (${keyText(shortcut.key)})`
    control.setAttribute('aria-keyshortcuts', ariaKey(shortcut.key))
  } else {
    control.title = label
    control.removeAttribute('aria-keyshortcuts')
  }
}
