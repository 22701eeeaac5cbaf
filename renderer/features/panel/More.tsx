import type { ReactNode } from 'react'
import { Link } from '#renderer/ui/Link.tsx'

/** Leads from a card to the page with all of it. */
export function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex items-center text-muted underline touch:min-h-11 hover:text-text">
      {children}
    </Link>
  )
}
