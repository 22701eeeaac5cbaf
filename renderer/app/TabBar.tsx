import { Bell, History, List, Monitor } from 'lucide-react'
import { needsYouCount } from '#shared/session/overviewState.ts'
import { address } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { tabs } from './tabs.ts'
import * as words from './laterWords.ts'

const icons = [List, Bell, History, Monitor] as const
const labels = [words.sessions, words.needsYou, words.history, words.machine] as const

/** The pages that a thumb reaches. */
export function TabBar() {
  const path = useStore(address, (value) => value.path)
  const waiting = useStore(overview, needsYouCount)
  const mayManage = useMay('manage')
  return (
    <nav
      aria-label={words.pages}
      className="grid flex-none auto-cols-fr grid-flow-col border-t border-line bg-rail px-1 pb-[env(safe-area-inset-bottom)]"
    >
      {tabs
        .map((page, index) => ({ ...page, Icon: icons[index] ?? List, label: labels[index] ?? page.title }))
        .filter(({ needs }) => needs === 'read' || mayManage)
        .map(({ path: href, Icon, label }, index) => (
          <Link
            key={href}
            href={href}
            aria-current={href === path ? 'page' : undefined}
            className={classes(
              'relative flex h-14 flex-col items-center justify-center gap-1 text-xs',
              href === path ? 'font-semibold' : 'text-muted',
            )}
          >
            <Icon className="size-5" aria-hidden="true" />
            {label}
            {index === 1 && waiting > 0 && (
              <span className="absolute top-1 left-[calc(50%+4px)] min-w-4.5 rounded-full bg-attention px-1 text-center font-semibold text-ground">
                {waiting}
              </span>
            )}
          </Link>
        ))}
    </nav>
  )
}
