import { useMemo } from 'react'
import type { Session } from '#shared/session/session.ts'
import { hasUnreadOutcome, needsYouCount } from '#shared/session/overviewState.ts'
import { useQuery } from '#renderer/state/query.ts'
import { isMeant, openBeside, pathSession, shownSessions } from '#renderer/state/browser/columnActions.ts'
import { address } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'
import { commandsIn } from './commands.ts'
import type { Entry } from './entries.ts'
import { type PalettePage, pageEntries, projectEntries, sessionEntries, settingEntries } from './places.ts'
import { useActionEntries } from './useActionEntries.ts'
import { useFileHits } from './useFileHits.ts'
import { useMessageHits } from './useMessageHits.ts'
import { useOlderSessions } from './useOlderSessions.ts'

const none: readonly Session[] = []

/** Everything that the palette can find for this person now. `pages` null: the sessions alone that can be opened beside another. */
export function usePaletteEntries(pages: readonly PalettePage[] | null, query: string): readonly Entry[] {
  const known = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const hasOlder = useStore(overview, (state) => state.kind === 'ready' && state.next_cursor !== null)
  const needsYou = useStore(overview, needsYouCount)
  const open = useStore(address, () => pathSession())
  const mayDrive = useMay('drive')
  const setting = useQuery(settings)
  const older = useOlderSessions(query, hasOlder)
  const messages = useMessageHits(query)
  const meant = known.find(({ id }) => isMeant(id)) ?? null
  const files = useFileHits(query, meant?.id ?? null)
  const actions = useActionEntries(mayDrive && pages !== null ? (meant?.id ?? null) : null)
  const sessions = useMemo(() => {
    const ids = new Set(known.map(({ id }) => id))
    return [...known, ...older.filter(({ id }) => !ids.has(id))]
  }, [known, older])
  const places = useMemo(
    () => [...sessionEntries(sessions), ...(mayDrive ? projectEntries(sessions) : [])],
    [sessions, mayDrive],
  )
  const rest = useMemo(
    () => [...pageEntries(pages ?? []), ...settingEntries(setting.kind === 'ready' ? setting.value.settings : [])],
    [pages, setting],
  )
  if (pages === null) {
    return sessionEntries(
      sessions.filter(({ id }) => id !== open && !shownSessions().includes(id)),
      openBeside,
    )
  }
  const commands = commandsIn({ session: meant, mayDrive, needsYou, unread: known.filter(hasUnreadOutcome) })
  return [...files, ...places, ...messages, ...commands, ...actions, ...rest]
}
