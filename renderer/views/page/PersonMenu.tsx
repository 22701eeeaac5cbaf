import { ChevronsUpDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { setTheme, theme, type Theme } from '#renderer/state/browser/preferences.ts'
import { closeDrawer } from '#renderer/state/browser/rail.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { signOut } from '#renderer/state/workstation/signOut.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { profile } from '#renderer/state/workstation/profile.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import * as words from './laterWords.ts'

/** The person: the pages that have no place elsewhere, the colours, and the way out. */
export function PersonMenu({ opens }: { opens: 'up' | 'down' }) {
  const menu = useRef<HTMLDetailsElement>(null)
  const [isOpen, setOpen] = useState(false)
  const state = useQuery(profile)
  const name = state.kind === 'ready' ? state.value.username : words.you
  return (
    <details
      ref={menu}
      className="relative min-w-0"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      onKeyDown={closeOnEscape}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) {
          currentTarget.open = false
        }
      }}
    >
      <summary className="smooth flex min-h-8 list-none items-center gap-2 rounded-control px-1 touch:min-h-11 touch:min-w-11 hover:bg-selected [&::-webkit-details-marker]:hidden">
        <span
          aria-hidden="true"
          className="flex size-6 shrink-0 items-center justify-center rounded-full bg-selected text-xs font-semibold uppercase"
        >
          <Marked text={String.fromCodePoint(name.codePointAt(0) ?? 0x3f)} />
        </span>
        <span className="truncate font-medium max-md:sr-only">
          <bdi>
            <Marked text={name} />
          </bdi>
        </span>
        <span className="sr-only">{words.themeSignOutAndMore}</span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-muted max-md:hidden" aria-hidden="true" />
      </summary>
      <div
        className={`absolute z-10 w-60 rounded-card border border-line-strong/60 bg-surface p-1 ${opens === 'up' ? 'bottom-full left-0 mb-1' : 'top-full right-0 mt-1'}`}
      >
        {isOpen && <Items />}
      </div>
    </details>
  )

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && menu.current?.open === true) {
      event.preventDefault()
      event.stopPropagation()
      menu.current.open = false
      menu.current.querySelector('summary')?.focus()
    }
  }
}

function Items() {
  const version = useStore(claude, (state) => (state.kind === 'ready' ? state.value.version : null))
  const current = useStore(theme, (value) => value)
  const mayManage = useMay('manage')
  const isHere = useMay('local')
  return (
    <>
      <Item href="/claude">{version === null ? words.claudeCode : words.claudeCodeVersion(version)}</Item>
      <Item href="/tasks">{words.tasks}</Item>
      <Item href="/devices">{words.devices}</Item>
      {isHere && <Item href="/remote">{words.remoteAccess}</Item>}
      {mayManage && <Item href="/audit">{words.auditLog}</Item>}
      <Item href="/approvals">{words.approvals}</Item>
      <Item href="/archived">{words.archivedSessions}</Item>
      <div className="md:hidden">
        <Item href="/usage">{words.usage}</Item>
        <Item href="/settings">{words.settings}</Item>
      </div>
      <div className="my-1 flex items-center justify-between border-y border-line px-2 py-1">
        {words.theme}
        <PickerSelect label={words.theme} value={current} onChange={({ target }) => setTheme(asTheme(target.value))}>
          {Object.entries(themes).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </PickerSelect>
      </div>
      <button type="button" className={itemClass} onClick={() => void signOut()}>
        {words.signOut}
      </button>
    </>
  )
}

const itemClass =
  'smooth flex min-h-8 w-full items-center rounded-control px-2 text-left touch:min-h-11 hover:bg-selected'

function Item({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className={itemClass}
      onClick={({ currentTarget }) => {
        currentTarget.closest('details')?.removeAttribute('open')
        closeDrawer()
      }}
    >
      {children}
    </Link>
  )
}

const themes: Readonly<Record<Theme, string>> = { system: words.asTheSystem, light: words.light, dark: words.dark }

function asTheme(value: string): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}
