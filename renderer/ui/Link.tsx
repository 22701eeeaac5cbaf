import type { ComponentProps, MouseEvent } from 'react'
import { goTo } from '#renderer/state/browser/route.ts'

/** A link to a page of this app. Opens in a new tab when asked to, like any link. */
export function Link({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  return <a {...rest} href={href} onClick={follow} />

  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event)
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (isPlain && !event.defaultPrevented) {
      event.preventDefault()
      goTo(href)
    }
  }
}

/** The classes of a link that looks like a button. */
export const buttonLink =
  'smooth inline-flex min-h-8 touch:min-h-11 shrink-0 items-center justify-center gap-1.5 rounded-control px-3 text-sm font-medium bg-accent text-on-accent hover:brightness-110'
