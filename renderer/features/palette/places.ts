import type { SessionId } from '#shared/ids.ts'
import type { Setting } from '#shared/operations/settings.ts'
import { baseName } from '#shared/session/paths.ts'
import type { Session } from '#shared/session/session.ts'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import type { Entry } from './entries.ts'
import { goToSetting } from './goToSetting.ts'
import * as words from './words.ts'

/** A page as the palette lists it. */
export interface PalettePage {
  readonly path: string
  readonly title: string
}

/** Sessions as entries: those that need a person first, the order kept otherwise. `open`: what choosing one does. */
export function sessionEntries(
  sessions: readonly Session[],
  open: (id: SessionId) => void = (id) => goTo(`/session/${id}`),
): readonly Entry[] {
  const shown = sessions.filter(({ archived }) => !archived)
  return [...shown.filter(waits), ...shown.filter((one) => !waits(one))].map((session) => {
    const { label, tone } = statusLabel(session)
    return {
      id: `session ${session.id}`,
      group: 'sessions',
      label: session.name,
      detail: `${baseName(session.workspace_path)} · ${label}`,
      tone,
      run: () => open(session.id),
    }
  })
}

function waits({ status }: Session): boolean {
  return status === 'WAITING'
}

/** The folders of the sessions, each once: a new session starts there. */
export function projectEntries(sessions: readonly Session[]): readonly Entry[] {
  return [...new Set(sessions.map(({ workspace_path }) => workspace_path))].map((folder) => ({
    id: `project ${folder}`,
    group: 'projects',
    label: baseName(folder),
    detail: words.newSessionInFolder(folder),
    run: () => goTo(`/new?folder=${encodeURIComponent(folder)}`),
  }))
}

export function pageEntries(pages: readonly PalettePage[]): readonly Entry[] {
  return pages.map(({ path, title }) => ({
    id: `page ${path}`,
    group: 'pages',
    label: title,
    detail: '',
    run: () => goTo(path),
  }))
}

export function settingEntries(settings: readonly Setting[]): readonly Entry[] {
  return settings.map(({ key, label, description }) => ({
    id: `setting ${key}`,
    group: 'settings',
    label,
    detail: `${key} · ${description}`,
    run: () => goToSetting(key),
  }))
}
