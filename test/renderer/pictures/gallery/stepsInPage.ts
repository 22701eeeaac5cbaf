import type { Step } from '../steps.ts'

/* oxlint-disable unicorn/consistent-function-scoping -- it runs from its own text, which has nothing around it */

/**
 * The same as `take`, by the page itself: no browser lends it mouse and keyboard. Runs in the page, from its text, and so uses
 * nothing outside of it. What a scene shows when it is over is marked by `data-scene` on the document: `ready`, or `failed` with
 * the step that never came.
 */
export function takeInPage(steps: readonly Step[]): void {
  const wide = 1280
  const narrow = 768
  const screen = innerWidth >= wide ? 'wide' : innerWidth >= narrow ? 'narrow' : 'phone'
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase()
  const textOf = (one: HTMLElement) => plain(one.textContent ?? '')
  const named = (one: HTMLElement) => (one.ariaLabel === null ? textOf(one) : plain(one.ariaLabel))
  const elements = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]

  const sockets: WebSocket[] = []
  let isOffline = false
  globalThis.WebSocket = class extends WebSocket {
    constructor(...of: ConstructorParameters<typeof WebSocket>) {
      super(...of)
      sockets.push(this)
      if (isOffline) {
        this.close()
      }
    }
  }

  /** Does it, and says whether there was something to do it with. */
  const tried = (step: Step): boolean => {
    if ('sees' in step) {
      return plain(document.body.innerText).includes(plain(step.sees))
    }
    if ('has' in step) {
      return elements(step.has).some((one) => textOf(one).includes(plain(step.says ?? '')))
    }
    if ('presses' in step) {
      const button = elements('button:enabled').find((one) => named(one) === plain(step.presses))
      button?.click()
      return button !== undefined
    }
    if ('writes' in step) {
      const [field] = elements(step.into)
      field?.focus()
      return field !== undefined && document.execCommand('insertText', false, step.writes)
    }
    if ('key' in step) {
      const parts = step.key.split('+')
      const target = document.activeElement as HTMLElement
      const keys = { key: String(parts.at(-1)), ctrlKey: parts.includes('Control'), bubbles: true, cancelable: true }
      return target.dispatchEvent(new KeyboardEvent('keydown', keys)) || true
    }
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
    isOffline = true
    sockets.forEach((socket) => socket.close())
    return dispatchEvent(new Event('offline')) || true
  }

  const left = steps.filter(({ only }) => only === undefined || only === screen)
  // The page's own clock stands still.
  let tries = 400
  const next = () => {
    const [step] = left
    if (step === undefined) {
      document.documentElement.dataset['scene'] = 'ready'
      return
    }
    if (document.body !== null && tried(step)) {
      left.shift()
    } else if (tries === 0) {
      document.documentElement.dataset['scene'] = `failed: ${JSON.stringify(step)}`
      return
    }
    tries -= 1
    setTimeout(next, 60)
  }
  next()
}
