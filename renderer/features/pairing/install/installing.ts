/** Chromium's event for a page that can be installed; no standard, and so in no library of types. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

/**
 * How this page becomes an app of its device, which notifications need on iPhones and iPads. `by_hand`: through the browser's menu for
 * sharing; `by_browser`: the browser asks when it is told to; `none`: it is installed, or the browser cannot.
 */
export type Installing = { readonly kind: 'by_hand' | 'none' } | { readonly kind: 'by_browser'; ask(): Promise<void> }

let offered: InstallPrompt | null = null

// The browser offers it once the page was loaded: long before somebody at the workstation has said yes.
addEventListener('beforeinstallprompt', (event) => {
  if (isPrompt(event)) {
    event.preventDefault()
    offered = event
  }
})

function isPrompt(event: Event): event is InstallPrompt {
  return 'prompt' in event
}

/** How it could be installed now. */
export function installing(): Installing {
  if (matchMedia('(display-mode: standalone)').matches) {
    return { kind: 'none' }
  }
  if (/iPhone|iPad/.test(navigator.userAgent)) {
    return { kind: 'by_hand' }
  }
  const prompt = offered
  return prompt === null ? { kind: 'none' } : { kind: 'by_browser', ask: async () => void (await prompt.prompt()) }
}
