import type { PointerEvent } from 'react'

/**
 * A tooltip that is written when somebody points at its element, and no sooner: the browser's first date in words costs a phone a
 * twentieth of a second, while it waits for the page.
 */
export function titledBy(title: () => string) {
  return {
    onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>): void => {
      currentTarget.title = title()
    },
  }
}
