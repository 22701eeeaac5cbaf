import { withMarks } from '#shared/text/hiddenCharacters.ts'

/**
 * Says in the tab that somebody is needed: `(2) Homeport` and an icon with a lamp. `name`: the page's own name, if it
 * has one.
 */
export function showAttention(count: number, name: string | null): void {
  const title = name === null ? 'Homeport' : `${withMarks(name)} · Homeport`
  document.title = count > 0 ? `(${count}) ${title}` : title
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const href = count > 0 ? '/icon-needs-you.svg' : '/icon.svg'
  if (icon !== null && icon.getAttribute('href') !== href) {
    icon.setAttribute('href', href)
  }
}
