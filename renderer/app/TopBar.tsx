import { Plus, Monitor, Moon, Sun } from 'lucide-react'
import { overview } from '#renderer/state/session/overview.ts'
import { needsYouCount, unreadOutcomes } from '#shared/session/overviewState.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'
import { pages } from './pages.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ConnectionStatus } from '#renderer/features/shell/ConnectionStatus.tsx'
import { setTheme, theme, type Theme } from '#renderer/state/browser/preferences.ts'
import { IconButton } from '#renderer/ui/Button.tsx'

/** On every page: where you are, whether anything needs you, whether the workstation is there. */
export function TopBar() {
  const waiting = useStore(overview, needsYouCount)
  const failed = useStore(overview, (state) => unreadOutcomes(state).failed.length)
  const finished = useStore(overview, (state) => unreadOutcomes(state).finished.length)
  const mayBegin = useMay(pages.new.needs)
  return (
    <header className="flex h-12 flex-none items-center gap-2 border-b border-line px-3 md:px-4">
      <Link
        href={pages.home.path}
        className="flex min-h-8 touch:min-h-11 items-center gap-2 rounded-control pr-1 font-semibold"
      >
        <img src="/icon.svg" alt="" width="20" height="20" />
        <span className="max-[420px]:sr-only">Homeport</span>
      </Link>
      <StatusLink count={waiting} what="Needs you" className="bg-attention-ground text-attention" />
      <StatusLink count={failed} what="Failed" className="text-bad" />
      <StatusLink count={finished} what="Finished" className="text-accent" />
      <div className="flex-1" />
      <ConnectionStatus />
      <ThemeButton />
      {mayBegin && (
        <Link
          href={pages.new.path}
          title={pages.new.title}
          className="group flex items-center justify-center rounded-control touch:min-h-11 touch:min-w-11"
        >
          <span className="smooth flex min-h-8 items-center gap-1.5 rounded-control bg-accent px-2.5 font-medium text-on-accent group-hover:brightness-110">
            <Plus className="size-4" aria-hidden="true" />
            <span className="max-md:sr-only">{pages.new.title}</span>
          </span>
        </Link>
      )}
    </header>
  )
}

function StatusLink({ count, what, className }: { count: number; what: string; className: string }) {
  return count === 0 ? null : (
    <Link
      href={pages.home.path}
      className="flex items-center rounded-control text-xs font-medium whitespace-nowrap touch:min-h-11 hover:underline"
    >
      <span className={`rounded-control px-2 py-1 ${className}`}>
        {what} ({count})
      </span>
    </Link>
  )
}

const themes = {
  system: { Icon: Monitor, next: 'light', name: 'as the system' },
  light: { Icon: Sun, next: 'dark', name: 'light' },
  dark: { Icon: Moon, next: 'system', name: 'dark' },
} as const satisfies Record<Theme, unknown>

/** Switches between the system's theme, light and dark. */
function ThemeButton() {
  const current = useStore(theme, (value) => value)
  const { Icon, next, name } = themes[current]
  return (
    <IconButton label={`Colours: ${name}. Change to ${themes[next].name}`} onClick={() => setTheme(next)}>
      <Icon className="size-4" />
    </IconButton>
  )
}
