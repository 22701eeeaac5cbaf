import { goTo } from '#renderer/state/browser/route.ts'

/** A page that does not come within this time is not waited for any longer. */
const WAITS_MS = 10_000

/** Opens the settings and brings one into view, with the focus on its control, as soon as the page shows it. */
export function goToSetting(key: string): void {
  goTo('/settings')
  const found = () => document.querySelector<HTMLElement>(`#${CSS.escape(`setting-${key}`)}`)
  const show = (): boolean => {
    const control = found()
    control?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
    return control !== null
  }
  if (show()) {
    return
  }
  const watch = new MutationObserver(() => {
    if (show()) {
      watch.disconnect()
    }
  })
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), WAITS_MS)
}
