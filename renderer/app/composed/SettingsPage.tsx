import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { DesktopSection } from '#renderer/features/desktop/DesktopSection.tsx'
import { NotificationSettings } from '#renderer/features/notifications/NotificationSettings.tsx'
import { isFound, isGroup, isShown, ownGroups, PROGRAM, type Wanted } from '#renderer/features/settings/groups.ts'
import { MachineSettings } from '#renderer/features/settings/MachineSettings.tsx'
import { OwnSettings, ownFound } from '#renderer/features/settings/OwnSettings.tsx'
import { SettingsNav } from '#renderer/features/settings/SettingsNav.tsx'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TextInput } from '#renderer/ui/Field.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { useGradually } from '#renderer/ui/useGradually.ts'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import * as words from '#renderer/app/laterWords.ts'

const GitCredentials = lazyComponent(
  async () => (await import('#renderer/features/credentials/GitCredentials.tsx')).GitCredentials,
)

/** One's own settings, those of the program and those of the workstation, by groups. */
export function SettingsPage() {
  const place = useStore(address, ({ path }) => path.split('/')[2] ?? '')
  const [query, setQuery] = useState('')
  const group = isGroup(place) ? place : ''
  const wanted = { group, query }
  const { isProgram, isNotified, hasGit, hasOwn, hasMachine } = useParts(wanted)
  const isWaiting = useStore(settings, ({ kind }) => kind === 'loading') && hasMachine
  // Asked at once, though it is drawn last.
  useEffect(() => (hasMachine ? settings.watch() : undefined), [hasMachine])
  const nothing = !hasOwn && !isProgram && <NothingFound key="nothing" query={query} onClear={() => setQuery('')} />
  return (
    <ScrollingPage
      title={words.settings}
      width="list"
      isWaiting={isWaiting}
      actions={<Search query={query} onSearch={setQuery} />}
    >
      <div className="md:grid md:grid-cols-[176px_minmax(0,1fr)] md:gap-7">
        <SettingsNav current={query === '' ? group : null} />
        <div className="min-w-0 space-y-6">
          <OwnSettings wanted={wanted} />
          <Gradually atOnce={ownFound(wanted).length > 0 ? 0 : 1}>
            {[
              isNotified && <NotificationSettings key="notifications" />,
              hasGit && <LaterGitCredentials key="git" />,
              isProgram && <DesktopSection key="program" />,
              hasMachine ? <MachineSettings key="machine" wanted={wanted} instead={nothing} /> : nothing,
            ]}
          </Gradually>
        </div>
      </div>
    </ScrollingPage>
  )
}

/** Below what fills the first screen. */
function Gradually({ atOnce, children }: { atOnce: number; children: readonly ReactNode[] }) {
  const parts = children.filter((part) => part !== false)
  return parts.slice(0, useGradually(parts.length, atOnce))
}

/** Which parts of the page are shown. */
function useParts(wanted: Wanted) {
  const isNotified = isShown('notifications', wanted) && isFound(NOTIFICATION_WORDS, wanted.query)
  const hasGit = useMay('drive') && isGitShown(wanted)
  return {
    isProgram: isProgramShown(wanted),
    isNotified,
    hasGit,
    hasOwn: ownFound(wanted).length > 0 || isNotified || hasGit,
    hasMachine: useMay('manage') && !isOwn(wanted),
  }
}

function isGitShown(wanted: Wanted): boolean {
  return isShown('git', wanted) && isFound(GIT_WORDS, wanted.query)
}

function isProgramShown(wanted: Wanted): boolean {
  return isDesktop() && wanted.query === '' && isShown(PROGRAM, wanted)
}

function isOwn({ group, query }: Wanted): boolean {
  return query === '' && (Object.hasOwn(ownGroups, group) || group === PROGRAM)
}

function LaterGitCredentials() {
  return (
    <Suspense>
      <GitCredentials />
    </Suspense>
  )
}

/** By which a search finds them. */
const NOTIFICATION_WORDS = words.notificationsPushOnThisDevice

const GIT_WORDS = words.gitCredentialsTokensSshKeys

function Search({ query, onSearch }: { query: string; onSearch: (query: string) => void }) {
  return (
    <TextInput
      type="search"
      aria-label={words.searchSettings}
      placeholder={words.searchSettings}
      value={query}
      maxLength={200}
      className="max-w-[52%] min-w-0 md:max-w-60"
      onChange={({ target }) => onSearch(target.value)}
    />
  )
}

function NothingFound({ query, onClear }: { query: string; onClear: () => void }) {
  return (
    <div className="p-6 text-center text-muted">
      <p className="mb-3">{query === '' ? words.thereIsNothingHereThat : words.noMatchForQuery(query)}</p>
      {query !== '' && <Button onClick={onClear}>{words.clearTheSearch}</Button>}
    </div>
  )
}
