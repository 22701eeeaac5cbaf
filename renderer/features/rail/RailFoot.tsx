import { ChartNoAxesColumn, History, Monitor, Settings } from 'lucide-react'
import { address } from '#renderer/state/browser/route.ts'
import { closeDrawer } from '#renderer/state/browser/rail.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ConnectionStatus } from '#renderer/views/page/ConnectionStatus.tsx'
import { PersonMenu } from '#renderer/views/page/PersonMenu.tsx'
import * as words from './words.ts'

/** The other pages, the person, the connection. */
export function RailFoot() {
  const path = useStore(address, (value) => value.path)
  const mayManage = useMay('manage')
  return (
    <>
      <div className="grid flex-none auto-cols-fr grid-flow-col gap-0.5 border-t border-line px-2 py-1.5">
        {places
          .filter(({ needs }) => needs === 'read' || mayManage)
          .map(({ href, label, Icon }) => (
            <Link
              key={href}
              href={href}
              onClick={closeDrawer}
              aria-current={isIn(path, href) ? 'page' : undefined}
              className={classes(
                'smooth flex h-11.5 flex-col items-center justify-center gap-0.5 rounded-control text-xs hover:bg-selected',
                isIn(path, href) ? 'bg-selected font-medium' : 'text-muted',
              )}
            >
              <Icon className="size-4" aria-hidden="true" />
              {label}
            </Link>
          ))}
      </div>
      <div className="flex min-h-11 flex-none flex-wrap items-center justify-between gap-x-2 border-t border-line px-2 py-1">
        <PersonMenu opens="up" />
        <ConnectionStatus />
      </div>
    </>
  )
}

/** A group of settings is one of its pages. */
function isIn(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}

const places = [
  { href: '/panel', label: words.machine, Icon: Monitor, needs: 'manage' },
  { href: '/history', label: words.history, Icon: History, needs: 'read' },
  { href: '/usage', label: words.usage, Icon: ChartNoAxesColumn, needs: 'read' },
  { href: '/settings', label: words.settings, Icon: Settings, needs: 'read' },
] as const
