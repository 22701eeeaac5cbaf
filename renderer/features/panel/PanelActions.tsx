import { ChartNoAxesColumn, ScrollText, Settings, Shield } from 'lucide-react'
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
      <PhoneLink href="/usage" label={words.usage} icon={<ChartNoAxesColumn aria-hidden="true" className="size-5" />} />
      <PhoneLink href="/settings" label={words.settings} icon={<Settings aria-hidden="true" className="size-5" />} />
      {isHere && <LockDownButton />}
    </>
  )
}

/** What a phone's tab bar has no room for. */
function PhoneLink({ href, label, icon }: { href: string; label: string; icon: ReactNode }) {
  return (
    <Link
      href={href}
      aria-label={label}
      className="smooth inline-flex size-11 items-center justify-center rounded-control text-muted hover:bg-raised hover:text-text md:hidden"
    >
      {icon}
    </Link>
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
