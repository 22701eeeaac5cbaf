/** What the pane of a session can show; the tab stands behind the session in the address. */
export const paneTabs = ['changes', 'files', 'terminal', 'info', 'tasks'] as const
export type PaneTab = (typeof paneTabs)[number]

/** The tab of that name; null: there is none. */
export function paneTab(name: string | null | undefined): PaneTab | null {
  return paneTabs.find((one) => one === name) ?? null
}

/** The tabs that show one place of many, such as a file: it stands behind the tab in the address. */
const placed: ReadonlySet<PaneTab> = new Set(['changes', 'files', 'terminal'])

/** Whether the address of a tab may go on behind its name. */
export function hasPlaces(tab: PaneTab): boolean {
  return placed.has(tab)
}

/** What the tab in an address shows of many; empty: nothing certain. */
export function placeIn(path: string): string {
  const [, , , ...place] = path.split('/').filter((part) => part !== '')
  try {
    return place.map(decodeURIComponent).join('/')
  } catch {
    return ''
  }
}
