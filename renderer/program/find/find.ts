import * as z from 'zod'
import { callDesktop } from '#renderer/platform/desktop.ts'

// The page's Content-Security-Policy forbids `eval`, which zod would otherwise try for speed.
z.config({ jitless: true })

/** The find bar's field. Empty: no search. */
const text = element('text', HTMLInputElement)
const count = element('count', HTMLElement)

let searches = 0

async function search(forward: boolean): Promise<void> {
  const own = (searches += 1)
  const { matches, active } = await callDesktop('find.search', { text: text.value, forward })
  if (own !== searches) {
    return // A later search has the word.
  }
  count.textContent = text.value === '' ? '' : matches === 0 ? 'Not found' : `${active} of ${matches}`
}

function close(): void {
  void callDesktop('find.close', {})
}

text.addEventListener('input', () => void search(true))
// Reopened: the last search is selected, so that typing replaces it.
window.addEventListener('focus', () => text.select())
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    close()
  } else if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault()
    void search(!event.shiftKey)
  }
})
element('previous', HTMLButtonElement).addEventListener('click', () => void search(false))
element('next', HTMLButtonElement).addEventListener('click', () => void search(true))
element('close', HTMLButtonElement).addEventListener('click', close)
text.focus()
// Typed before this program had come.
if (text.value !== '') {
  void search(true)
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.querySelector(`#${id}`)
  if (!(found instanceof kind)) {
    throw new Error(`The page has no ${id}.`)
  }
  return found
}
