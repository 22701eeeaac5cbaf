/** Calls back when the desktop program opens another page. `path` begins with a slash. */
export function onDesktopNavigate(go: (path: string) => void): void {
  window.addEventListener('homeport:go', (event) => {
    const path: unknown = event instanceof CustomEvent ? event.detail : null
    if (typeof path === 'string' && path.startsWith('/')) {
      go(path)
    }
  })
}
