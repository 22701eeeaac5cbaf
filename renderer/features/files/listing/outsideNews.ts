import type { SessionId } from '#shared/ids.ts'
import { fileNews } from '#renderer/state/session/fileNews.ts'

/** Pushes come many at a time: what came is told together after so long of none, and at the latest after that. */
const CALM_MS = 150
const LATEST_MS = 1_000

/**
 * Tells of changes in the folder of a session, by Claude or anybody, until the answer is called. null: too many to name.
 */
export function onOutsideNews(session_id: SessionId, tell: (paths: ReadonlySet<string> | null) => void): () => void {
  let paths = new Set<string>()
  let isMany = false
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const report = () => {
    timer = undefined
    const told = isMany ? null : paths
    paths = new Set()
    isMany = false
    tell(told)
  }
  const stop = fileNews.subscribe(() => {
    const news = fileNews.get()
    if (news?.type !== 'file_changed' || news.session_id !== session_id) {
      return
    }
    news.data.paths.forEach(({ path }) => paths.add(path))
    isMany ||= news.data.many === true
    since = timer === undefined ? Date.now() : since
    clearTimeout(timer)
    timer = setTimeout(report, Math.max(0, Math.min(CALM_MS, since + LATEST_MS - Date.now())))
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
