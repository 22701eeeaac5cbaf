import type { ReactNode } from 'react'
import { Link } from '#renderer/ui/Link.tsx'

/** Leads from a card to the page with all of it. */
export function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="smooth -my-1 inline-flex min-h-8 items-center rounded-control px-2 text-sm text-muted hover:bg-raised hover:text-text touch:min-h-11"
    >
      {children}
    </Link>
  )
}
