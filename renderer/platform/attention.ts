import { withMarks } from '#shared/text/hiddenCharacters.ts'

/**
 * Says in the tab that somebody is needed, `(2) Homeport` and an icon with a lamp, or that something ended which nobody
 * has read, `• Homeport`. `name`: the page's own name, if it has one.
 */
export function showAttention({ count, isNews }: { count: number; isNews: boolean }, name: string | null): void {
  const title = name === null ? 'Homeport' : `${withMarks(name)} · Homeport`
  const quiet = isNews ? `• ${title}` : title
  document.title = count > 0 ? `(${count}) ${title}` : quiet
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? '/icon-needs-you.svg' : '/icon.svg'
  if (icon !== null && icon.getAttribute('href') !== href) {
    icon.setAttribute('href', href)
  }
}
