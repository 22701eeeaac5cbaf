import { Monitor, Moon, Sun } from 'lucide-react'
import { setTheme, theme, type Theme } from '#renderer/state/browser/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'

const looks = {
  system: { Icon: Monitor, next: 'light', name: 'as the system' },
  light: { Icon: Sun, next: 'dark', name: 'light' },
  dark: { Icon: Moon, next: 'system', name: 'dark' },
} as const satisfies Record<Theme, unknown>

/** Light, dark, or as the system says: one tap goes to the next. */
export function ThemeButton() {
  const current = useStore(theme, (value) => value)
  const { Icon, next, name } = looks[current]
  return (
    <IconButton label={`Colours: ${name}. Change to ${looks[next].name}`} onClick={() => setTheme(next)}>
      <Icon className="size-4" />
    </IconButton>
  )
}
