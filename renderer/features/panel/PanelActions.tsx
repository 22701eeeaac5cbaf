import { ScrollText, Shield } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { LockDownButton } from '#renderer/views/machine/LockDownButton.tsx'
import * as words from './words.ts'

/** What stands in the panel's bar, for those who may. */
export function PanelActions() {
  const isHere = useMay('local')
  const mayManage = useMay('manage')
  return (
    <>
      {isHere && (
        <BarLink href="/logs" icon={<ScrollText aria-hidden="true" className="size-4" />}>
          {words.logs}
        </BarLink>
      )}
      {mayManage && (
        <BarLink href="/audit" icon={<Shield aria-hidden="true" className="size-4" />}>
          {words.audit}
        </BarLink>
      )}
      {isHere && <LockDownButton />}
    </>
  )
}

function BarLink({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="smooth inline-flex min-h-8 items-center gap-1.5 rounded-control px-2 text-muted hover:bg-raised hover:text-text max-md:hidden touch:min-h-11"
    >
      {icon}
      {children}
    </Link>
  )
}
